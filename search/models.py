"""The dirty marks, which say what must be indexed anew, words and kept searches of staff, and how far a rebuild is.

Owns their integrity. None of them holds a time of any kind.
"""

from typing import ClassVar

from django.db import models

from accounts.models import User


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


class Rebuild(models.Model):
    """How many documents the new index has that is being built, and of how many; only `search.underway` writes it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    done = models.PositiveIntegerField()
    total = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="rebuild_once"),
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="rebuild_done_within"),
        ]

    def __str__(self) -> str:
        """Return both numbers."""
        return f"{self.done}/{self.total}"


class WordGroup(models.Model):
    """Words that mean the same, separated by spaces, or one word of the organisation's own.

    Only `search.wording` writes. `off` marks a group that came with the program and was switched off.
    """

    words = models.CharField(max_length=400, unique=True)
    off = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["words"]
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(words=""), name="word_group_has_words")]

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class SavedSearch(models.Model):
    """A search that a member of staff keeps, with the identities found when it was last looked through."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    seen = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["text", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "text"], name="saved_search_once")]

    def __str__(self) -> str:
        """Return the text."""
        return self.text
