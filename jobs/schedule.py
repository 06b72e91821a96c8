"""The once-only schedule; owns when a slot is due and that it is enqueued once, whoever races for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from jobs.models import Slot

# A duty runs on every turn of the worker and returns how many things it did.
Duty = Callable[[], int]

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # slots are counted in local time: a daily job is due at local midnight


@dataclass(frozen=True, slots=True)
class Job:
    """A task that runs once per slot; slots are multiples of `every` since the epoch in local time."""

    name: str
    task: Any
    every: timedelta


def latest_slot(every: timedelta, now: datetime) -> datetime:
    """Return the start of the slot that `now` lies in."""
    local = timezone.localtime(now).replace(tzinfo=None)
    return timezone.make_aware(local - (local - _EPOCH) % every)


def enqueue_due(jobs: Iterable[Job], *, now: datetime | None = None) -> int:
    """Enqueue every job whose latest slot has not been enqueued yet, and return how many were.

    Slots that passed while no worker ran are made up for by the latest one alone.
    """
    moment = now or timezone.now()
    last = dict(Slot.objects.values_list("name").annotate(Max("due")))
    due = [(job, latest_slot(job.every, moment)) for job in jobs]
    return sum(_enqueue(job, slot) for job, slot in due if job.name not in last or last[job.name] < slot)


def _enqueue(job: Job, due: datetime) -> bool:
    try:
        # One transaction: no slot without its task, no task without its slot.
        with transaction.atomic():
            Slot.objects.create(name=job.name, due=due)
            job.task.enqueue()
    except IntegrityError:
        return False
    return True
