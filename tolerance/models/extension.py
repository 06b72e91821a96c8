"""Limits that units set for phases, and the one extension that a phase may get."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from tolerance.models.case import Case, CaseEvent
from tolerance.procedure import PHASES

_IN_BOUNDS = reduce(or_, (models.Q(phase=one.state, days__range=(one.least, one.most)) for one in PHASES.values()))


class PhaseLimit(models.Model):
    """The limit of one phase in one unit and all below it, in the days that the table counts in."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    phase = models.CharField(max_length=18)
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "phase"], name="phase_limit_once_per_unit"),
            models.CheckConstraint(condition=_IN_BOUNDS, name="phase_limit_in_bounds"),
        ]

    def __str__(self) -> str:
        """Return the phase and its days."""
        return f"{self.phase} {self.days}"


class Extension(models.Model):
    """More time for one phase: asked for by whoever holds the case, answered by somebody else."""

    class Status(models.TextChoices):
        """How it stands."""

        ASKED = "asked", _("Asked for")
        GRANTED = "granted", _("Extended")
        REFUSED = "refused", _("Not extended")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    phase = models.CharField(max_length=18)
    # The line of the history with which the phase began: a phase that begins anew may be extended anew.
    since = models.ForeignKey(CaseEvent, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()
    # Null where the applicant asked with a case code.
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    asked_on = models.DateField()
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.ASKED)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_on = models.DateField(null=True)
    words = models.TextField(blank=True)
    due_before = models.DateField(null=True)
    due_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["since"], condition=models.Q(status__in=["asked", "granted"]), name="extension_once_per_phase"
            ),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="extension_adds_days"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="extension_has_reason"),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by"))
                | models.Q(asked_by__isnull=True),
                name="extension_answered_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(status="asked", decided_by__isnull=True, decided_on__isnull=True,
                                   due_on__isnull=True)
                | models.Q(status="granted", decided_by__isnull=False, decided_on__isnull=False,
                           due_on__gt=models.F("due_before"))
                | (models.Q(status="refused", decided_by__isnull=False, decided_on__isnull=False, due_on__isnull=True)
                   & ~models.Q(words="")),
                name="extension_answered_in_full",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Return the phase, the days and how it stands."""
        return f"{self.phase} +{self.days} {self.get_status_display()}"
