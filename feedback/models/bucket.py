"""The buckets that hold floods back; their rows must never show when something came in, nor who sent it."""

from typing import ClassVar

from django.db import models

SITE = 0
FILES = -1


class Bucket(models.Model):
    """How much may still come in: for the whole site, for one receiving unit, or of files to be written anew.

    `place` is 0 for the site, -1 for files, else the number of the unit. There is no time in it: what comes back is
    added at the slots of the schedule.
    """

    place = models.BigIntegerField(primary_key=True)
    level = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(level__gte=0), name="bucket_never_below_empty"),
            models.CheckConstraint(condition=models.Q(place__gte=FILES), name="bucket_of_known_place"),
        ]

    def __str__(self) -> str:
        """Return the place alone."""
        return str(self.place)
