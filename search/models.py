"""The dirty marks: which documents must be indexed anew; owns their uniqueness and holds no time of any kind."""

from typing import ClassVar

from django.db import models


class DirtyMark(models.Model):
    """One document whose index entry is out of date; only `search.services` writes these rows.

    `version` is drawn anew whenever the mark is made, so that a mark made while a drain is reading outlives that drain.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    version = models.BigIntegerField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="dirty_mark_once")]

    def __str__(self) -> str:
        """Return kind and key."""
        return f"{self.kind}:{self.key}"
