"""What the secretary writes beside the figures; owns its integrity, never who may write, and no figure."""

from typing import ClassVar

from django.db import models

from accounts.models import User
from digests.models.edition import Edition

FOREWORD = "foreword"


class Remark(models.Model):
    """The foreword of an edition, or the comment on one chapter, in limited Markdown; unchanged once it is released."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="remarks")
    # FOREWORD, or the key of a chapter.
    chapter = models.CharField(max_length=20)
    words = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "chapter"], name="remark_once_per_chapter"),
            models.CheckConstraint(condition=~models.Q(words=""), name="remark_has_words"),
        ]

    def __str__(self) -> str:
        """Return the chapter."""
        return self.chapter
