"""What a recognised case must not touch: whom it was told to, and whether it was honoured at the next evaluation."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.models.letter import Letter


class EffectCheck(models.Model):
    """One evaluation named in a notice, with its next day, and what the check after it showed."""

    class Evaluation(models.TextChoices):
        """What a recognised case must not touch; the codes are those of `outcomes.json`."""

        PROMOTION = "promotion", _("Promotion and appointment")
        RANK = "rank", _("Advancement in rank")
        TITLE = "title", _("Professional titles")
        ANNUAL = "annual", _("Regular, annual and end-of-term assessment")
        AWARDS = "awards", _("Honours and awards")
        UNIT_SCORE = "unit_score", _("Assessment of the unit: clean government, economic and social development")
        DELEGATE = "delegate", _("Standing as deputy, committee member or reserve cadre")
        INTEGRITY_CHECK = "integrity_check", _("Integrity review")

    class Result(models.TextChoices):
        """What the check showed."""

        OPEN = "", _("To be checked")
        HONOURED = "honoured", _("Honoured")
        BROKEN = "broken", _("Not honoured")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="checks")
    evaluation = models.CharField(max_length=15, choices=Evaluation.choices)
    office = models.CharField(max_length=60)
    due_on = models.DateField()
    result = models.CharField(max_length=8, choices=Result.choices, blank=True)
    words = models.TextField(blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    checked_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "evaluation"], name="effect_once_per_letter"),
            models.CheckConstraint(
                condition=models.Q(
                    evaluation__in=[
                        "promotion", "rank", "title", "annual", "awards", "unit_score", "delegate", "integrity_check",
                    ]
                ),
                name="effect_evaluation_known",
            ),
            models.CheckConstraint(
                condition=models.Q(result="", checked_by__isnull=True, checked_on__isnull=True, words="")
                | models.Q(result="honoured", checked_by__isnull=False, checked_on__gte=models.F("due_on"))
                | (models.Q(result="broken", checked_by__isnull=False, checked_on__isnull=False)
                   & ~models.Q(words="")),
                name="effect_checked_by_somebody_after_its_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Return the evaluation and its day."""
        return f"{self.evaluation} {self.due_on}"
