"""The sealed pool: what was sent and is not released yet; its rows must never show when, nor in which order."""

import secrets
from typing import ClassVar

from django.db import models


def random_id() -> int:
    """Return a random positive 63-bit number."""
    return secrets.randbits(63) or 1


class PooledEntry(models.Model):
    """One report, or anything else a reporter sent, that waits for its batch.

    `sealed` is the encrypted content; nobody reads it before the release. `release_by` is a day, never a time.
    `once` makes sending the same thing twice store it once.

    The identifier is a random number on purpose: in SQLite it is the row's place in the table, so that the file
    keeps the rows in random order. PostgreSQL keeps them in order of arrival until they are deleted at the release.
    """

    class Kind(models.TextChoices):
        """What waits: a report, and what its reporter says later: a message, or whether a remedy really helped.

        Also a voice for a published problem; and, apart from all these, the claim of a code, so that it is used once.
        """

        REPORT = "report"
        MESSAGE = "message"
        VERDICT = "verdict"
        ME_TOO = "me_too"
        CLAIM = "claim"

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    receipt_digest = models.CharField(max_length=64, db_index=True)
    once = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    release_by = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["report", "message", "verdict", "me_too", "claim"]),
                name="pooled_kind_known",
            ),
            models.UniqueConstraint(
                fields=["receipt_digest"], condition=models.Q(kind="report"), name="pooled_report_once_per_receipt"
            ),
        ]

    def __str__(self) -> str:
        """Return the kind alone: there is nothing else to say."""
        return self.kind
