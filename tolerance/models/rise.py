"""Lateness of a case that reached the list of a unit above."""

from typing import ClassVar

from django.db import models

from accounts.models import Unit
from tolerance.models.case import Case


class CaseRise(models.Model):
    """One phase that was due on a day and late, before the unit that lies `level` above; once for each level."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rises")
    phase = models.CharField(max_length=18)
    # A phase that was extended, or began anew, is late anew: its day tells one lateness from the other.
    due_on = models.DateField()
    level = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["case", "on", "level"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "phase", "due_on", "level"], name="case_rise_once_per_level"),
            models.CheckConstraint(condition=models.Q(level__gte=1), name="case_rise_level_counts_from_one"),
            models.CheckConstraint(condition=models.Q(on__gt=models.F("due_on")), name="case_rise_never_before_due"),
        ]

    def __str__(self) -> str:
        """Return the phase and the level."""
        return f"{self.phase} {self.level}"
