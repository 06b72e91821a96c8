"""Groups of reports that a machine proposes to a unit's handlers; owns their rows, and joins nothing by itself."""

import uuid
from typing import ClassVar

from django.db import models

from accounts.models import Unit, User
from feedback.models.report import Report


class Proposal(models.Model):
    """Waiting reports of one receiving unit that seem to tell of one problem.

    It is a reading aid: nothing depends on it, and an open one is made anew each night. What a handler decided stays,
    so that the same group is not proposed again.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        ACCEPTED = "accepted"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    reports = models.ManyToManyField(Report, related_name="+")
    percent = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["-percent", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="open", decided_by__isnull=True)
                | models.Q(state__in=["accepted", "dismissed"], decided_by__isnull=False),
                name="proposal_decided_by_somebody",
            ),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="proposal_percent_within_bounds"),
        ]

    def __str__(self) -> str:
        """Return the identifier: the words are not for lists of objects."""
        return str(self.id)
