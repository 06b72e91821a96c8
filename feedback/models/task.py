"""The register of what is demanded of the grass roots; owns the rows' integrity, never who may see or change them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from feedback.taxonomy import Band, burden_hours

LIVE_STATES = ("in_force", "simplified", "reduced", "shared", "kept")


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks, by what staff look for."""

    def saying(self, words: str) -> "TaskQuerySet":
        """Return those that contain every one of the words somewhere."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                Q(name__icontains=word)
                | Q(asked_by__icontains=word)
                | Q(data_items__icontains=word)
                | Q(forms__icontains=word)
                | Q(legal_basis__icontains=word)
            )
        return rows

    def live(self) -> "TaskQuerySet":
        """Return those that are still demanded, in whatever form."""
        return self.filter(state__in=LIVE_STATES)

    def flagged(self) -> "TaskQuerySet":
        """Return those that were ordered again after they had been cancelled, and that no leader has looked at."""
        return self.filter(again_of__isnull=False, flag_seen_by__isnull=True)


class Task(models.Model):
    """One thing that a department demands, as a handler wrote it down.

    `unit` is the unit whose staff, with all below it, bear it. The bands are the handler's estimate for the register
    and are summed from no report: so they can be shown to whoever may read the register.
    """

    class State(models.TextChoices):
        """Where a task stands; `feedback/register/states.py` says what may follow."""

        IN_FORCE = "in_force", _("In force")
        SIMPLIFIED = "simplified", _("Simplified")
        REDUCED = "reduced", _("Asked less often")
        SHARED = "shared", _("Met by shared data")
        KEPT = "kept", _("Kept, with a reason")
        MERGED = "merged", _("Merged into another")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    asked_by = models.CharField(_("department"), max_length=80)
    asked_by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    legal_basis = models.CharField(max_length=300, blank=True)
    data_items = models.CharField(max_length=600, blank=True)
    forms = models.CharField(max_length=300, blank=True)
    per_month = models.CharField(max_length=5, blank=True)
    hours = models.CharField(max_length=5, blank=True)
    people = models.CharField(max_length=5, blank=True)
    # By these a task that comes back under almost the same name is known; see `feedback/register/names.py`.
    key = models.CharField(max_length=120)
    department_key = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_FORCE)
    state_on = models.DateField()
    added_on = models.DateField()
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    # The cancelled task that this one orders again, and the leader who has looked at that.
    again_of = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    flag_seen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["department_key", "key"], name="task_by_key")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "department_key", "key"],
                condition=Q(state__in=LIVE_STATES),
                name="task_demanded_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*LIVE_STATES, "merged", "cancelled"]), name="task_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="task_merged_has_target",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="task_never_into_itself"),
            models.CheckConstraint(
                condition=Q(flag_seen_by__isnull=True) | Q(again_of__isnull=False), name="task_only_flags_are_seen"
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def live(self) -> bool:
        """Whether it is still demanded."""
        return self.state in LIVE_STATES

    @property
    def burden(self) -> Band | None:
        """The staff-hours a month as (low, high), or None where a band is missing."""
        return burden_hours(self.hours, self.per_month, self.people)
