"""Whether somebody may sit on a case: who raised the question, how a lead settled it, who was drawn instead."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.models.case import Case
from tolerance.models.judgement import Seat


class Recusal(models.Model):
    """One question about one person's seat. While it is open, the body with that seat cannot act."""

    class Source(models.TextChoices):
        """Who raised it."""

        DECLARED = "declared", _("Declared by the person")
        OBJECTED = "objected", _("Objection of the applicant")
        PROPOSED = "proposed", _("Proposed by the system")

    class Status(models.TextChoices):
        """How it stands."""

        OPEN = "open", _("To be settled")
        UPHELD = "upheld", _("Recused")
        DISMISSED = "dismissed", _("Stays")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recusals")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Seat.Part.choices)
    source = models.CharField(max_length=8, choices=Source.choices)
    ground = models.TextField()
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    raised_on = models.DateField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    # The user names from which the replacement was drawn, so that the draw can be checked later.
    drawn_from = models.JSONField(default=list)
    replacement = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=models.Q(status="open"), name="recusal_open_once_per_person"
            ),
            models.CheckConstraint(condition=~models.Q(ground=""), name="recusal_has_ground"),
            models.CheckConstraint(
                condition=models.Q(status="open", decided_by__isnull=True, decided_on__isnull=True, reason="")
                | (models.Q(status__in=["upheld", "dismissed"], decided_by__isnull=False, decided_on__isnull=False)
                   & ~models.Q(reason="")),
                name="recusal_settled_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(replacement__isnull=True) | models.Q(status="upheld"),
                name="recusal_replaced_only_if_upheld",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("person")),
                name="recusal_not_settled_by_oneself",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Return person and status."""
        return f"{self.person} · {self.get_status_display()}"
