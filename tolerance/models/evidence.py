"""Evidence files of cases, rebuilt and sealed; own their integrity. They keep a name, which evidence needs."""

from typing import ClassVar

from django.db import models

from accounts.models import User
from tolerance.models.case import Case


class EvidenceFile(models.Model):
    """One file on a case: what it is called, who added it and when, and its sealed bytes until they are due to go."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    preview_size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    # Null: added with the case code, by an applicant who has no account.
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    added_on = models.DateField()
    erased_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["case", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="evidence_position_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["jpg", "png", "pdf"]), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=models.Q(erased_on__isnull=True) | models.Q(sealed=b""), name="evidence_erased_is_empty"
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
