"""The bulletin for the notice board as a PDF; owns the latest one of each language, and nothing that is not public."""

from typing import ClassVar

from django.db import models


class Bulletin(models.Model):
    """The one page "you said, we changed" as it was made last."""

    language = models.CharField(max_length=7, unique=True)
    # Over the document: while it says the same, the same bytes stay.
    sha256 = models.CharField(max_length=64)
    made_on = models.DateField()
    pdf = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(language__in=["zh-hans", "en"]), name="bulletin_language_known"),
        ]

    def __str__(self) -> str:
        """Return language and day."""
        return f"{self.language} {self.made_on}"
