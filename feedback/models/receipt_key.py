"""The versions of the key behind the receipts' digests; owns their stages, and holds neither a key nor a day."""

from typing import ClassVar

from django.db import models


class ReceiptKey(models.Model):
    """One version. No row at all means version 1, in use; the key itself lies in the folder of the keys."""

    class Stage(models.TextChoices):
        """What a version is for."""

        READY = "ready"  # waits for the next release, which takes it up
        ACTIVE = "active"  # makes the digests of new receipts
        OLD = "old"  # is looked under, until no row needs it

    version = models.PositiveSmallIntegerField(primary_key=True)
    stage = models.CharField(max_length=6, choices=Stage.choices)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(stage__in=["ready", "active", "old"]), name="receipt_key_stage"),
            models.UniqueConstraint(
                fields=["stage"], condition=~models.Q(stage="old"), name="receipt_key_one_ready_one_active"
            ),
        ]

    def __str__(self) -> str:
        """Return version and stage."""
        return f"{self.version} {self.stage}"
