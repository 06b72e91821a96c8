"""Rebuilt files, sealed, before and after their release; own their integrity, and never hold a name, size or day."""

import uuid
from typing import ClassVar

from django.db import models

from feedback.models.pool import PooledEntry, random_id
from feedback.models.report import Report


class PooledFile(models.Model):
    """A file that waits with the report or message it came with. Its place in the database is random, as theirs is."""

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    entry = models.ForeignKey(PooledEntry, on_delete=models.CASCADE, related_name="files")
    note = models.BinaryField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        """Return nothing of what it is."""
        return "file"


class ReportFile(models.Model):
    """A file of a released report, written anew in the shuffled order of its batch and still sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    note = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["report", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "position"], name="report_file_position_once"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="report_file_counted_from_one"),
        ]

    def __str__(self) -> str:
        """Return the identifier: what it is lies sealed."""
        return str(self.id)
