"""The digest by which an applicant without an account is known; owns its integrity, and holds no code and no time."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from tolerance.models.case import Case


class CaseCode(models.Model):
    """One case's code, as a keyed digest, and how the applicant can be reached."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="code")
    digest = models.CharField(max_length=64, unique=True)
    contact = models.CharField(max_length=120)
    filed_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Exact(Length("digest"), 64), name="case_code_is_a_digest"),
        ]

    def __str__(self) -> str:
        """Return nothing of the code."""
        return "case code"
