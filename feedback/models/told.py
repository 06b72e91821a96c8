"""What was told of a quarter's reports; owns that it is told once."""

from typing import ClassVar

from django.db import models

from accounts.models import Unit


class QuarterTold(models.Model):
    """The counts of one top unit and one quarter, small cells already hidden, as they were first told.

    No count of reports is shown to anyone who does not read the reports unless it stands here. So there is one table
    to be protected, and nothing to subtract from it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    figures = models.JSONField()
    # The units whose reports were counted: no other table of the quarter may count them again.
    covers = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-start", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "start"], name="quarter_told_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="quarter_told_ends_after_start"),
        ]

    def __str__(self) -> str:
        """Return unit and first day."""
        return f"{self.unit} {self.start}"
