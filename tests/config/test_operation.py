"""The page of the system administrator: it tells days and counts, and nothing to whoever watches it for long."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from pytest_django import Settings

from config.operation import NAMES
from config.schedule import JOBS
from feedback import receipts
from feedback.intake import Content
from feedback.services import release_due, submit_report
from feedback.waiting import Waiting, pool_for
from jobs.health import rhythms, tasks_failed, workers_alive
from jobs.models import Slot, WorkerBeat
from jobs.recovery import beat
from jobs.schedule import enqueue_due
from tests.conftest import Cast, Organisation

DAY = date(2026, 3, 2)


def _send(organisation: Organisation, today: date) -> None:
    content = Content(category="B03", words="台账", receiving_unit=organisation.county.pk)
    submit_report(receipt=receipts.new(), content=content, today=today)


def test_what_came_in_today_is_counted_from_tomorrow_on(cast: Cast, organisation: Organisation) -> None:
    assert pool_for(cast.system_admin, today=DAY) == Waiting(0, None, overdue=False)
    for _ in range(3):
        _send(organisation, DAY)
        assert pool_for(cast.system_admin, today=DAY) == Waiting(0, None, overdue=False)
    _send(organisation, DAY + timedelta(days=1))
    by = DAY + timedelta(days=3)
    assert pool_for(cast.system_admin, today=DAY + timedelta(days=1)) == Waiting(3, by, overdue=False)
    assert pool_for(cast.system_admin, today=by) == Waiting(4, by, overdue=False)
    assert pool_for(cast.system_admin, today=by + timedelta(days=1)) == Waiting(4, by, overdue=True)
    release_due(today=by)
    assert pool_for(cast.system_admin, today=by) == Waiting(0, None, overdue=False)


@given(acts=st.lists(st.sampled_from(["send", "day"]), max_size=12), pool_days=st.integers(1, 5))
@limits(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_no_entry_changes_the_page_on_the_day_it_comes_in(
    cast: Cast, organisation: Organisation, settings: Settings, acts: list[str], pool_days: int
) -> None:
    settings.POOL_DAYS, today = pool_days, DAY
    for act in acts:
        before = pool_for(cast.system_admin, today=today)
        if act == "send":
            _send(organisation, today)
            assert pool_for(cast.system_admin, today=today) == before
        else:
            today += timedelta(days=1)


def test_the_page_names_days_and_no_time(client: Client, cast: Cast, organisation: Organisation) -> None:
    today = timezone.localdate()
    _send(organisation, today - timedelta(days=1))
    client.force_login(cast.system_admin)
    beat("one")
    enqueue_due(JOBS)
    page = client.get("/work/admin/operation/").content.decode()
    assert "<dd>1</dd>" in page
    assert f"<td>{today:%Y-%m-%d}</td>" in page
    assert ":" not in "".join(part.split("</td>")[0] for part in page.split("<td>")[1:] if "class" not in part[:20])
    assert "没有运行" not in page


def test_a_worker_that_stands_still_is_seen(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    WorkerBeat.objects.create(id="dead", at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/work/admin/operation/")
    assert workers_alive() == tasks_failed() == 0
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.django_db
def test_a_job_is_late_when_its_slot_was_not_taken() -> None:
    assert all(rhythm.late and rhythm.last is None for rhythm in rhythms(JOBS))
    enqueue_due(JOBS)
    assert not any(rhythm.late for rhythm in rhythms(JOBS))
    Slot.objects.filter(name="feedback.release").update(due=timezone.now() - timedelta(hours=1))
    assert [rhythm.name for rhythm in rhythms(JOBS) if rhythm.late] == ["feedback.release"]


def test_no_name_is_left_of_a_job_that_is_gone() -> None:
    assert NAMES.keys() - {job.name for job in JOBS} == set()
