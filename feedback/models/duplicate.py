"""Pairs of tasks by which two departments ask nearly the same; owns their rows, and finds none itself."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from feedback.models.task import LIVE_STATES, Task


class DuplicateRequestQuerySet(models.QuerySet["DuplicateRequest"]):
    """Pairs, by whether they still say something."""

    def live(self) -> "DuplicateRequestQuerySet":
        """Return those of which both tasks are still demanded."""
        return self.filter(first__state__in=LIVE_STATES, second__state__in=LIVE_STATES)

    def open(self) -> "DuplicateRequestQuerySet":
        """Return those of which nobody has said that they are not the same."""
        return self.live().filter(dismissed_by__isnull=True)


class DuplicateRequest(models.Model):
    """Two tasks of two departments that ask nearly the same of the same people.

    `facts` is what shows it (see `feedback/register/pairs.py`). `seen` is a fingerprint of what was compared: what a
    handler said of a pair holds until one of the two tasks is written anew.
    """

    first = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    seen = models.CharField(max_length=64)
    # The range that one request less would save, for the order of lists alone; 0 where no hours are known.
    low = models.FloatField(default=0)
    high = models.FloatField(default=0)
    found_on = models.DateField()
    dismissed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    dismissed_on = models.DateField(null=True)

    objects = DuplicateRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-high", "-percent", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="duplicate_of_two_tasks"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="duplicate_percent_within_bounds"),
            models.CheckConstraint(condition=Q(low__gte=0, high__gte=F("low")), name="duplicate_hours_are_a_range"),
            models.CheckConstraint(
                condition=Q(dismissed_by__isnull=True, dismissed_on__isnull=True)
                | Q(dismissed_by__isnull=False, dismissed_on__isnull=False),
                name="duplicate_dismissed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        """Return both names."""
        return f"{self.first} / {self.second}"
