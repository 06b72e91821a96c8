"""Public answers to questions that come again and again; owns that two people stand behind each."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User


class PublicAnswer(models.Model):
    """A question and its answer in staff's words; public once a second person has published it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.CharField(_("question"), max_length=120)
    answer = models.TextField(_("answer"))
    category = models.CharField(max_length=3)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    published_on = models.DateField(null=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["-written_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True, published_on__isnull=True)
                | models.Q(published_by__isnull=False, published_on__isnull=False),
                name="answer_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(published_by__isnull=True) | ~models.Q(published_by=models.F("written_by")),
                name="answer_published_by_another",
            ),
        ]

    def __str__(self) -> str:
        """Return the question."""
        return self.question
