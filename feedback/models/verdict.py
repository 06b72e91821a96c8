"""What reporters say of a remedy; owns the rows' integrity, and never holds a day, an order or who said it."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback.models.problem import Problem
from feedback.models.report import Report


class Verdict(models.Model):
    """One reporter's judgement of a problem in one round; a round begins each time the problem is implemented."""

    class Value(models.TextChoices):
        """What can be said."""

        FIXED = "fixed", _("Really fixed")
        PARTLY = "partly", _("Partly fixed")
        NOT_FIXED = "not_fixed", _("Not fixed")
        CAME_BACK = "came_back", _("It came back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="verdicts")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="verdicts")
    round = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=9, choices=Value.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "problem", "round"], name="verdict_once_per_round"),
            models.CheckConstraint(condition=models.Q(round__gte=1), name="verdict_round_from_one"),
            models.CheckConstraint(
                condition=models.Q(value__in=["fixed", "partly", "not_fixed", "came_back"]), name="verdict_value_known"
            ),
        ]

    def __str__(self) -> str:
        """Return the value alone: there is nothing else to say."""
        return self.value
