"""The clock that runs for a problem, what rose because of it, and the supervision that superiors put it under."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from feedback.models.problem import Problem

# The bounds of the limits, in working days: nobody may wait for ever, nor be late before a day has passed.
MOST_LOOK, MOST_PROMISE, MOST_IMPLEMENT = 20, 40, 250


class Stage(models.TextChoices):
    """What is being waited for."""

    LOOK = "look", _("First look")
    PROMISE = "promise", _("Promise")
    IMPLEMENT = "implement", _("Implementation")


class Clock(models.Model):
    """The one clock that runs for a problem, kept so that lists need not reckon; `feedback/clocks.py` is the rule.

    `due_on` is None where it would lie in a year whose working days are not known.
    """

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, related_name="clock", primary_key=True)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    began_on = models.DateField()
    due_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "due_on"], name="clock_by_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="clock_stage_known"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(due_on__gte=models.F("began_on")),
                name="clock_due_after_begin",
            ),
        ]

    def __str__(self) -> str:
        """Return the stage and its day."""
        return f"{self.stage} {self.due_on}"


class Rise(models.Model):
    """Lateness of one clock that reached the list of a unit above; once for each level."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="rises")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    # The day on which the clock began tells a second wait for the same thing from the first.
    began_on = models.DateField()
    level = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["problem", "on", "level"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["problem", "stage", "began_on", "level"], name="rise_once_per_level"),
            models.CheckConstraint(condition=models.Q(level__gte=1), name="rise_level_counts_from_one"),
            models.CheckConstraint(condition=models.Q(on__gt=models.F("due_on")), name="rise_never_before_due"),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="rise_stage_known"),
        ]

    def __str__(self) -> str:
        """Return stage and level."""
        return f"{self.stage} {self.level}"


class UnitLimits(models.Model):
    """The limits of one unit and all below it, in working days; None leaves that of the unit above."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="+", primary_key=True)
    look = models.PositiveSmallIntegerField(null=True)
    promise = models.PositiveSmallIntegerField(null=True)
    implement = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(look__range=(1, MOST_LOOK)), name="limit_look_in_bounds"),
            models.CheckConstraint(
                condition=models.Q(promise__range=(1, MOST_PROMISE)), name="limit_promise_in_bounds"
            ),
            models.CheckConstraint(
                condition=models.Q(implement__range=(1, MOST_IMPLEMENT)), name="limit_implement_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        """Return the three limits."""
        return f"{self.look} {self.promise} {self.implement}"


class Supervision(models.Model):
    """A problem that a unit above watches until a day (挂牌督办), with its words, until it says that it is done."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="supervisions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    due_on = models.DateField()
    on = models.DateField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    end_words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["problem", "unit"], condition=models.Q(ended_on__isnull=True), name="supervision_once_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(due_on__gt=models.F("on")), name="supervision_due_after_begin"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, ended_by__isnull=True, end_words="")
                | (models.Q(ended_on__gte=models.F("on"), ended_by__isnull=False) & ~models.Q(end_words="")),
                name="supervision_ends_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        """Return the day until which it is watched."""
        return self.due_on.isoformat()
