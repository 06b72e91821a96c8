"""What was merged into what; owns the rows that let a merge be undone, and no history: that is `ProblemEvent`.

Which remedies moved is told by the remedies themselves: `Remedy.promised_for`.
"""

from typing import ClassVar

from django.db import models

from feedback.models.problem import Problem
from feedback.models.report import Report


class Merge(models.Model):
    """One merge that stands, with the reports that it moved; undoing it deletes the row."""

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, related_name="merge")
    into = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+")
    reports = models.ManyToManyField(Report, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(problem=models.F("into")), name="merge_never_into_itself"),
        ]

    def __str__(self) -> str:
        """Return both titles."""
        return f"{self.problem} -> {self.into}"
