"""The sealed pool: what was sent and is not released yet."""

import uuid
from typing import ClassVar

from django.db import models


class PooledEntry(models.Model):
    """One report or message that waits for its batch.

    `sealed` is the encrypted content; nobody reads it before the release. `release_by` is a day, never a time.
    """

    class Kind(models.TextChoices):
        """What waits: a report, or a message that a reporter adds to one."""

        REPORT = "report"
        MESSAGE = "message"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    receipt_digest = models.CharField(max_length=64, db_index=True)
    sealed = models.BinaryField()
    release_by = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receipt_digest"], condition=models.Q(kind="report"), name="pooled_report_once_per_receipt"
            ),
        ]

    def __str__(self) -> str:
        """Return the kind alone: there is nothing else to say."""
        return self.kind
