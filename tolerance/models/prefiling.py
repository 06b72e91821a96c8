"""Pre-filings (容错报备): what somebody announced before a risky step, as it was on the day it was confirmed."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User


class Prefiling(models.Model):
    """One confirmed announcement. `data` is all that its confirmation shows, and nothing of a row changes later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True)
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit of the matter"))
    title = models.CharField(max_length=80)
    planned_on = models.DateField()
    filed_on = models.DateField()
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-filed_on", "-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(planned_on__gte=models.F("filed_on")), name="prefiling_comes_before_the_step"
            ),
        ]

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}"
