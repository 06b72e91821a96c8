"""When a slot is due, and that it is enqueued once."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from jobs.models import Slot
from jobs.schedule import Job, enqueue_due, latest_slot
from tests.jobs import chores

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 30, 4, 0, tzinfo=UTC)  # twelve o'clock in Shanghai
HOURLY = Job("tests.hourly", chores.add, timedelta(hours=1))


def test_latest_slot_is_counted_in_local_time() -> None:
    midnight = datetime(2026, 9, 29, 16, 0, tzinfo=UTC)
    assert latest_slot(timedelta(days=1), NOON) == midnight
    assert latest_slot(timedelta(days=1), midnight) == midnight
    assert latest_slot(timedelta(days=1), midnight - timedelta(seconds=1)) == midnight - timedelta(days=1)
    assert latest_slot(timedelta(minutes=10), NOON + timedelta(minutes=19)) == NOON + timedelta(minutes=10)


def test_slot_is_enqueued_once() -> None:
    assert [enqueue_due([HOURLY], now=NOON + timedelta(minutes=m)) for m in (0, 1, 59, 60)] == [1, 0, 0, 1]
    assert DBTaskResult.objects.count() == 2


def test_missed_slots_are_made_up_for_once() -> None:
    assert enqueue_due([HOURLY], now=NOON) == 1
    assert enqueue_due([HOURLY], now=NOON + timedelta(days=3)) == 1
    assert list(Slot.objects.order_by("due").values_list("due", flat=True)) == [NOON, NOON + timedelta(days=3)]


def test_clock_set_back_enqueues_nothing() -> None:
    assert enqueue_due([HOURLY], now=NOON) == 1
    assert enqueue_due([HOURLY], now=NOON - timedelta(hours=5)) == 0


def test_slot_taken_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    Slot.objects.create(name=HOURLY.name, due=NOON)
    monkeypatch.setattr(Slot.objects, "values_list", lambda *names: Slot.objects.none().values_list(*names))
    assert enqueue_due([HOURLY], now=NOON) == 0
    assert DBTaskResult.objects.count() == 0


def test_no_slot_without_its_task() -> None:
    class Broken:
        def enqueue(self) -> None:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_due([Job("tests.broken", Broken(), timedelta(hours=1))], now=NOON)
    assert Slot.objects.count() == 0
