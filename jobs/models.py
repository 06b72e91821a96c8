"""The rows of background work that the task library lacks: slots of the schedule, and the beats of living workers.

Neither ever refers to a row of another room.
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
