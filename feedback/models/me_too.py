"""What colleagues add to a published problem; owns the rows' integrity, and never holds a day, an order or a code."""

import uuid
from typing import ClassVar

from django.db import models

from accounts.models import Unit
from feedback.models.problem import Problem


class MeToo(models.Model):
    """One colleague who has the same burden: the unit as precisely as it was named, and the load in bands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="me_too")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    per_month = models.CharField(max_length=5, blank=True)
    hours = models.CharField(max_length=5, blank=True)
    # Whether a tear-off code confirmed that a member of staff said so; which code is written nowhere.
    confirmed = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["problem", "confirmed"], name="me_too_by_problem")]

    def __str__(self) -> str:
        """Return the identifier: there is nothing else to say."""
        return str(self.id)


class VoicesTold(models.Model):
    """What is told of a problem's voices: written when a whole step is full, and unchanged until the next one is.

    `low` and `high` are the monthly range of staff-hours of those who named both bands, both zero where too few did.
    """

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, primary_key=True, related_name="voices_told")
    count = models.PositiveIntegerField()
    low = models.FloatField(default=0)
    high = models.FloatField(default=0)

    def __str__(self) -> str:
        """Return the count that is told."""
        return str(self.count)
