"""Clean-up rounds and their decisions; owns the rows' integrity, never who may decide or what a decision does."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import In
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from feedback.models.duplicate import DuplicateRequest
from feedback.models.task import Task

# Parts of the written date: what takes a date apart is Django's own function, which no other program has on SQLite.
_MONTH_AND_DAY = Substr(Cast("start", models.CharField(max_length=10)), 6)
FIRST_DAYS = ("01-01", "04-01", "07-01", "10-01")


class Cleanup(models.Model):
    """One round: what is demanded of a unit's subtree, to be decided in one sitting. `start` begins its quarter.

    Nothing takes effect before the round is closed. Then `record` holds all that the printed record shows, for good.
    """

    class State(models.TextChoices):
        """Where a round stands."""

        OPEN = "open", _("Under way")
        CLOSED = "closed", _("Closed and in force")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    closed_on = models.DateField(null=True)
    record = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-start", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "start"], name="cleanup_once_a_quarter"),
            models.CheckConstraint(condition=In(_MONTH_AND_DAY, FIRST_DAYS), name="cleanup_by_quarter"),
            models.CheckConstraint(
                condition=Q(
                    state="open", closed_by__isnull=True, closed_on__isnull=True, record__isnull=True, sha256=""
                )
                | Q(state="closed", closed_by__isnull=False, closed_on__isnull=False, record__isnull=False),
                name="cleanup_closed_has_record",
            ),
        ]

    def __str__(self) -> str:
        """Return unit and first day."""
        return f"{self.unit} {self.start}"

    @property
    def quarter(self) -> int:
        """The number of the quarter, from 1 to 4."""
        return (self.start.month + 2) // 3


class CleanupItem(models.Model):
    """One task or one pair of duplicate requests in a round, with the decision on it, if there is one.

    `turn` counts the decisions of a round, so that the last one is known and can be undone. `other` is the task that
    stays: the one into which the item's task is merged, or of a pair the one that is still asked.
    """

    cleanup = models.ForeignKey(Cleanup, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="decisions", null=True)
    pair = models.ForeignKey(DuplicateRequest, on_delete=models.SET_NULL, related_name="+", null=True)
    # What the item was when the round was opened: a pair may be found no more, and a task be written anew.
    facts = models.JSONField()
    low = models.FloatField()
    high = models.FloatField()
    turn = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=4, blank=True)
    other = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["cleanup", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cleanup", "position"], name="cleanup_position_once"),
            models.UniqueConstraint(fields=["cleanup", "turn"], name="cleanup_turn_once"),
            models.CheckConstraint(
                condition=Q(turn__isnull=True, kind="", reason="", other__isnull=True, decided_by__isnull=True)
                | (Q(turn__isnull=False, decided_by__isnull=False) & ~Q(kind="")),
                name="cleanup_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(kind="RM16") | ~Q(reason=""), name="cleanup_kept_has_reason"),
            models.CheckConstraint(condition=~Q(kind="RM02") | Q(other__isnull=False), name="cleanup_merged_has_other"),
            models.CheckConstraint(condition=~Q(task=F("other")), name="cleanup_never_into_itself"),
        ]

    def __str__(self) -> str:
        """Return place and decision."""
        return f"{self.position} {self.kind}"
