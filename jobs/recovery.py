"""Recovery of work whose worker died; owns beats, the cap on tries, and the end of old rows.

The task library leaves a task RUNNING for ever when its worker is killed. Tasks are idempotent, so doing one again is
right; doing one a fourth time is not, since it is probably the task that kills its workers.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jobs.models import Slot, WorkerBeat

BEAT_SECONDS = 3.0
STALE = timedelta(seconds=30)
MOST_TRIES = 3
KEEP_RESULTS = timedelta(days=1)
# The latest slot of a job must outlive its interval, or it would be enqueued twice; none is rarer than once a quarter.
KEEP_SLOTS = timedelta(days=200)


def beat(worker_id: str) -> None:
    """Record that the worker lives."""
    WorkerBeat.objects.update_or_create(id=worker_id, defaults={"at": timezone.now()})


def leave(worker_id: str) -> None:
    """Forget a worker that ends in an orderly way."""
    WorkerBeat.objects.filter(id=worker_id).delete()


def reap() -> int:
    """Put tasks whose worker is dead back to READY, or to FAILED after too many tries, and return how many."""
    running = list(DBTaskResult.objects.running())
    if not running:
        return 0
    alive = set(WorkerBeat.objects.filter(at__gte=timezone.now() - STALE).values_list("id", flat=True))
    return sum(_release(row) for row in running if not alive.intersection(row.worker_ids[-1:]))


def _release(row: DBTaskResult[Any, Any]) -> int:
    # Several workers may reap at once: the condition on what was read lets only one of them through.
    lost = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
    if len(row.worker_ids) < MOST_TRIES:
        return int(lost.update(status=TaskResultStatus.READY, started_at=None))
    return int(
        lost.update(
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            exception_class_path="jobs.recovery.WorkerLost",
            traceback="",
        ),
    )


def tidy() -> int:
    """Delete finished tasks after a day, old slots and the beats of the dead, and return how many rows."""
    now = timezone.now()
    old = (
        DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_RESULTS),
        Slot.objects.filter(due__lt=now - KEEP_SLOTS),
        WorkerBeat.objects.filter(at__lt=now - KEEP_RESULTS),
    )
    return sum(rows.delete()[0] for rows in old)
