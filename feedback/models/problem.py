"""Problems restated by handlers, the remedies promised for them, and their history."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from feedback.models.querysets import ProblemQuerySet


class Problem(models.Model):
    """A burden in the handler's words, joined by any number of reports.

    `unit` is the unit whose handlers take care of it; `owner_unit` is the one it was assigned to, which can remove it.
    """

    class State(models.TextChoices):
        """Where a problem stands; `feedback/workflow.py` says what may follow."""

        OPEN = "open", _("Open, not yet assigned")
        ASSIGNED = "assigned", _("Assigned")
        PROMISED = "promised", _("Promised")
        IMPLEMENTED = "implemented", _("Implemented")
        CONFIRMED = "confirmed", _("Confirmed by reporters")
        REOPENED = "reopened", _("Reopened")
        WATCHED = "watched", _("Watched for 90 days")
        REBOUNDED = "rebounded", _("Came back")
        SETTLED = "settled", _("Settled")
        KEPT = "kept", _("Kept, with the reason published")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=80)
    statement = models.TextField(_("statement"))
    category = models.CharField(max_length=3)
    # Why the burden is there, a code of the taxonomy; "" until somebody of the staff said so.
    cause = models.CharField(max_length=3, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=80, blank=True)
    asked_by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    state_on = models.DateField()
    published = models.BooleanField(default=False)
    kept_reason = models.TextField(blank=True)
    # Where its reports are while it is merged away; `feedback/services/regrouping.py` says when that may be.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="merged", null=True)

    # The line of the register that it is about.
    register_task = models.ForeignKey("feedback.Task", on_delete=models.SET_NULL, related_name="problems", null=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "state_on"], name="problem_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="kept") | (~models.Q(kept_reason="") & models.Q(published=True)),
                name="problem_kept_has_published_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(owner_unit=models.F("asked_by_unit")), name="problem_never_to_unit_complained_of"
            ),
            models.CheckConstraint(
                condition=models.Q(owner_unit__isnull=False) | models.Q(state__in=["open", "kept"]),
                name="problem_assigned_has_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | models.Q(state__in=["open", "assigned", "promised", "reopened", "rebounded"]),
                name="problem_merged_is_not_judged",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Remedy(models.Model):
    """What was promised for a problem, by whom and by when.

    `saves_low` and `saves_high` are the staff-hours a month it is expected to save, both None where nothing is said.
    """

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="remedies")
    # The problem that it was promised for, while that one is merged into `problem`.
    promised_for = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+", null=True)
    kind = models.CharField(max_length=4)
    what = models.TextField(_("what changes"))
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"), db_index=True)
    promised_on = models.DateField()
    implemented_on = models.DateField(null=True)
    saves_low = models.PositiveIntegerField(null=True)
    saves_high = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["promised_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(due_on__gt=models.F("promised_on")), name="remedy_due_after_promise"
            ),
            models.CheckConstraint(
                condition=models.Q(implemented_on__isnull=True) | models.Q(implemented_on__gte=models.F("promised_on")),
                name="remedy_done_after_promise",
            ),
            models.CheckConstraint(
                condition=models.Q(promised_for__isnull=True) | ~models.Q(promised_for=models.F("problem")),
                name="remedy_was_promised_elsewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(saves_low__isnull=True, saves_high__isnull=True)
                | models.Q(saves_low__isnull=False, saves_high__isnull=False, saves_high__gt=models.F("saves_low")),
                name="remedy_saves_a_range",
            ),
        ]

    def __str__(self) -> str:
        """Return the kind's code and the due date."""
        return f"{self.kind} {self.due_on}"

    @property
    def saves(self) -> tuple[int, int] | None:
        """The staff-hours a month that it is expected to save, None where nothing is said."""
        return None if self.saves_low is None or self.saves_high is None else (self.saves_low, self.saves_high)


class ProblemEvent(models.Model):
    """One step in a problem's history; `detail` is for the staff's eyes and never holds a reporter's words."""

    class Act(models.TextChoices):
        """What was done."""

        OPENED = "opened", _("Opened")
        JOINED = "joined", _("A report joined")
        LEFT = "left", _("A report was taken out")
        ASSIGNED = "assigned", _("Assigned")
        HANDED_BACK = "handed_back", _("Handed back")
        PROMISED = "promised", _("Remedy promised")
        DONE = "done", _("Remedy carried out")
        IMPLEMENTED = "implemented", _("All remedies carried out")
        CONFIRMED = "confirmed", _("Confirmed by reporters")
        REOPENED = "reopened", _("Reopened")
        WATCHED = "watched", _("Watched for 90 days")
        REBOUNDED = "rebounded", _("Came back")
        SETTLED = "settled", _("Settled")
        KEPT = "kept", _("Kept, with the reason published")
        MERGED = "merged", _("Merged")
        UNMERGED = "unmerged", _("Merge undone")
        SPLIT = "split", _("Reports split off")
        PUBLISHED = "published", _("Put on the public board")
        UNPUBLISHED = "unpublished", _("Taken off the public board")
        ROSE = "rose", _("Late: put before the unit above")
        SUPERVISED = "supervised", _("Put under supervision")
        RELIEVED = "relieved", _("Supervision ended")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="events")
    on = models.DateField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    act = models.CharField(max_length=20, choices=Act.choices)
    detail = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    act__in=[
                        "opened", "joined", "left", "assigned", "handed_back", "promised", "done", "implemented",
                        "confirmed", "reopened", "watched", "rebounded", "settled", "kept", "published", "unpublished",
                        "merged", "unmerged", "split", "rose", "supervised", "relieved",
                    ]
                ),
                name="problem_event_act_known",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Return the act and its day."""
        return f"{self.act} {self.on}"
