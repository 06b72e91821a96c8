"""One process among several over one database: `python -m tests.jobs.node ACT`, with QZ_DATA for all."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # the settings come first
from django_tasks_db.models import DBTaskResult  # noqa: E402

from jobs import recovery  # noqa: E402
from jobs.models import Slot, WorkerBeat  # noqa: E402
from jobs.schedule import Job, enqueue_due  # noqa: E402
from jobs.worker import Worker, stop_on_signals  # noqa: E402
from tests.jobs import chores  # noqa: E402

NOON = datetime(2026, 9, 30, 4, 0, tzinfo=UTC)


def prepare() -> None:
    for room in ("jobs", "django_tasks_database"):
        call_command("migrate", room, verbosity=0)


def linger() -> None:
    chores.linger.enqueue(60)


def work() -> None:
    recovery.BEAT_SECONDS, recovery.STALE = 0.2, timedelta(seconds=2)
    worker = Worker(duties=(), jobs=())
    stop_on_signals(worker)
    worker.work()


def race() -> None:
    """Meet the others at each of forty slots."""
    job = Job("tests.race", chores.add, timedelta(minutes=1))
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    print(sum(enqueue_due([job], now=NOON + timedelta(minutes=minute)) for minute in range(40)))  # noqa: T201


def state() -> None:
    rows = [[row.status, len(row.worker_ids), row.return_value] for row in DBTaskResult.objects.all()]
    print(json.dumps({"tasks": rows, "slots": Slot.objects.count(), "beats": WorkerBeat.objects.count()}))  # noqa: T201


if __name__ == "__main__":
    {"prepare": prepare, "linger": linger, "work": work, "race": race, "state": state}[sys.argv[1]]()
