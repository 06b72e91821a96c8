"""Whether background work is alive; owns what counts as alive and as late, and tells days, never times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs.models import Slot, WorkerBeat
from jobs.recovery import STALE
from jobs.schedule import Job, latest_slot

# A slot is taken within a turn of a worker; this much patience is for one that is busy with a long task.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One job of the schedule: its name, the day of the last slot taken, and whether a later one is missing."""

    name: str
    last: date | None
    late: bool


def workers_alive() -> int:
    """Return how many workers have given a sign of life within half a minute."""
    return WorkerBeat.objects.filter(at__gte=timezone.now() - STALE).count()


def tasks_failed() -> int:
    """Return how many tasks of the last day failed for good."""
    return DBTaskResult.objects.failed().count()


def rhythms(jobs: Iterable[Job]) -> list[Rhythm]:
    """Return how each job of the schedule stands."""
    last = dict(Slot.objects.values_list("name").annotate(Max("due")))
    wanted = timezone.now() - PATIENCE
    return [
        Rhythm(
            name=job.name,
            last=timezone.localdate(last[job.name]) if job.name in last else None,
            late=job.name not in last or last[job.name] < latest_slot(job.every, wanted),
        )
        for job in jobs
    ]
