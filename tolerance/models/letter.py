"""Letters that a case sends out, frozen with a hash over their data, and the day on which they were received."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tolerance.models.case import Case


class Letter(models.Model):
    """One letter. `data` is all that its PDF shows; the same data is the same file, byte for byte."""

    class Kind(models.TextChoices):
        """What the letter says."""

        ACCEPTANCE = "acceptance", _("Letter of acceptance")
        DECLINE = "decline", _("Letter of non-acceptance")
        SUPPLEMENT = "supplement", _("Letter that asks for more material")
        DECISION = "decision", _("Letter of outcome")
        REVIEW = "review", _("Letter of review")
        EXTENSION = "extension", _("Letter of extension")
        CORRECTION = "correction", _("Correction notice")
        CLEARING = "clearing", _("Letter that clears the name")
        EFFECT = "effect", _("Notice to those who run evaluations")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.CharField(max_length=40, unique=True)
    data = models.JSONField()
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField()
    # The day on which the applicant said so; nothing waits for it, and no limit runs from it.
    received_on = models.DateField(null=True)

    # What tells the applicant an outcome is to be received on record.
    OUTCOMES: ClassVar = (Kind.DECISION, Kind.REVIEW)

    class Meta:
        ordering: ClassVar = ["issued_on", "number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True)
                | models.Q(kind__in=["decision", "review"], received_on__gte=models.F("issued_on")),
                name="letter_of_outcome_received_once_issued",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=~models.Q(kind__in=["extension", "effect"]),
                name="letter_kind_once_per_case",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number

    @property
    def tells_outcome(self) -> bool:
        """Whether it tells an outcome, so that the applicant is asked to confirm having received it."""
        return self.kind in self.OUTCOMES
