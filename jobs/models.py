"""Slots of the schedule, the beats of living workers, and the working days that an administrator enters.

None of them ever refers to a row of another room.
"""

from django.db import models


class Slot(models.Model):
    """One slot of one job that has been enqueued; that it exists is what keeps a second worker from doing it again."""

    name = models.CharField(max_length=80)
    due = models.DateTimeField()

    class Meta:
        """One row per job and slot."""

        constraints = [models.UniqueConstraint(fields=["name", "due"], name="slot_once")]

    def __str__(self) -> str:
        """Return the job's name."""
        return self.name


class WorkerBeat(models.Model):
    """The last sign of life of one worker process."""

    id = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the worker's id."""
        return self.id


class CalendarYear(models.Model):
    """A year beyond the library's table of working days whose days were entered in full."""

    year = models.PositiveSmallIntegerField(primary_key=True)

    class Meta:
        """A year that a calendar can name."""

        constraints = [
            models.CheckConstraint(condition=models.Q(year__gte=2004, year__lte=2200), name="calendar_year_plausible")
        ]

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)


class CalendarDay(models.Model):
    """A day that is worked though its week says otherwise, or the other way round, with its reason."""

    day = models.DateField(primary_key=True)
    worked = models.BooleanField()
    words = models.CharField(max_length=60)

    class Meta:
        """In the order of the calendar."""

        ordering = ["day"]

    def __str__(self) -> str:
        """Return the day."""
        return self.day.isoformat()
