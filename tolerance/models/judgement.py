"""Who sits on a case, what each found on each criterion, and how each voted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.models.case import Case
from tolerance.models.criteria import Criterion


class Seat(models.Model):
    """A person's part in a case; nobody holds two, so that whoever verified does not judge."""

    class Part(models.TextChoices):
        """Verifiers find the facts, members judge them, reviewers judge them anew."""

        VERIFIER = "verifier", _("Verifier")
        MEMBER = "member", _("Panel member")
        CHAIR = "chair", _("Panel chair")
        REVIEWER = "reviewer", _("Reviewer")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    since = models.DateField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "user"], name="seat_once_per_case"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(part="chair"), name="one_chair_per_case"),
        ]

    def __str__(self) -> str:
        """Return user and part."""
        return f"{self.user} · {self.get_part_display()}"


class Finding(models.Model):
    """What one person found on one criterion, with reasons."""

    class Verdict(models.TextChoices):
        """Met, not met, or not to be settled with what is on file."""

        MET = "met", _("Met")
        UNMET = "unmet", _("Not met")
        UNCLEAR = "unclear", _("Unclear")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="findings")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=7, choices=Verdict.choices)
    reasons = models.TextField()
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["criterion__position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "criterion", "author"], name="finding_once_per_author"),
            models.CheckConstraint(condition=~models.Q(reasons=""), name="finding_has_reasons"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["met", "unmet", "unclear"]), name="finding_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        """Return criterion and verdict."""
        return f"{self.criterion.code} {self.verdict}"


class Vote(models.Model):
    """How one member of the panel voted; may change until the panel has decided."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=14, choices=Case.Outcome.choices)
    opinion = models.TextField(blank=True)
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "member"], name="vote_once_per_member"),
        ]

    def __str__(self) -> str:
        """Return the outcome voted for."""
        return self.outcome
