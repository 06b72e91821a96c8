"""The worker's turn: tasks run, faults are kept apart and told without a word of what they held."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from jobs import recovery
from jobs.models import Slot, WorkerBeat
from jobs.tasks import tidy
from jobs.worker import Chore, Worker
from tests.jobs import chores

pytestmark = pytest.mark.django_db


def _row() -> tuple[str, object, int]:
    row = DBTaskResult.objects.get()
    return row.status, row.return_value, len(row.worker_ids)


def test_ready_task_is_run() -> None:
    chores.add.enqueue(2, 3)
    worker = Worker(duties=(), jobs=())
    assert [worker.turn(), worker.turn()] == [1, 0]
    assert _row() == ("SUCCESSFUL", 5, 1)


def test_failed_task_keeps_kind_and_place_but_no_text(caplog: pytest.LogCaptureFixture) -> None:
    chores.break_down.enqueue()
    Worker(duties=(), jobs=()).turn()
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert "in break_down" in row.traceback
    assert chores.SECRET not in row.traceback


def test_task_that_no_longer_exists_fails() -> None:
    chores.add.enqueue(1, 1)
    DBTaskResult.objects.update(task_path="tests.jobs.chores.gone")
    Worker(duties=(), jobs=()).turn()
    assert _row() == ("FAILED", None, 1)


@pytest.fixture(autouse=True)
def _heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("jobs"), "propagate", True)


def test_faulty_duty_is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    done: list[int] = []

    def faulty() -> int:
        raise ValueError(chores.SECRET)

    def sound() -> int:
        done.append(1)
        return 0

    Worker(duties=(faulty, sound), jobs=()).turn()
    assert done == [1]
    assert [record.getMessage().rpartition(".")[2] for record in caplog.records] == ["faulty failed"]


def test_chore_pauses_longer_after_each_fault() -> None:
    chore = Chore("x", lambda: 1 // 0)
    chore.do()
    first = chore.not_before
    chore.not_before = 0
    chore.do()
    assert chore.faults == 2
    assert chore.not_before > first + 1


def test_jobs_of_the_schedule_are_enqueued_and_run(settings: Settings) -> None:
    settings.SCHEDULE_MODULE = "tests.jobs.chores"
    call_command("work", "--until-idle")
    row = DBTaskResult.objects.get()
    assert (row.task_path, row.status) == ("tests.jobs.chores.add", "FAILED")  # it was given no numbers
    assert WorkerBeat.objects.count() == 0


def _running(worker_ids: list[str]) -> DBTaskResult[Any, Any]:
    chores.add.enqueue(2, 3)
    row: DBTaskResult[Any, Any] = DBTaskResult.objects.get()
    for worker_id in worker_ids:
        row.claim(worker_id)
    return row


def test_task_of_a_dead_worker_becomes_ready() -> None:
    _running(["dead"])
    WorkerBeat.objects.create(id="dead", at=timezone.now() - recovery.STALE - timedelta(seconds=1))
    assert recovery.reap() == 1
    assert _row() == ("READY", None, 1)


def test_task_of_a_living_worker_is_left_alone() -> None:
    _running(["dead", "alive"])
    recovery.beat("alive")
    assert recovery.reap() == 0
    assert _row() == ("RUNNING", None, 2)


def test_task_that_killed_three_workers_fails() -> None:
    _running(["one", "two", "three"])
    assert recovery.reap() == 1
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "jobs.recovery.WorkerLost")
    assert recovery.reap() == 0


def test_tidy_deletes_what_is_old_only() -> None:
    now = timezone.now()
    for days in (2, 0):
        chores.add.enqueue(days, 0)
        Worker(duties=(), jobs=()).turn()
        DBTaskResult.objects.filter(return_value=days).update(finished_at=now - timedelta(days=days))
        WorkerBeat.objects.create(id=str(days), at=now - timedelta(days=days))
    Slot.objects.create(name="old", due=now - timedelta(days=201))
    Slot.objects.create(name="new", due=now - timedelta(days=199))
    assert tidy.call() == 3
    assert [row.return_value for row in DBTaskResult.objects.all()] == [0]
    assert [str(slot) for slot in Slot.objects.all()] == ["new"]
    assert [str(beat) for beat in WorkerBeat.objects.all()] == ["0"]
