"""Words end a set time after a report is closed: never earlier, always at last, and nothing but the words."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import Unit
from feedback.forgetting import forget_words
from feedback.models import Message, Report
from feedback.selectors import figures
from feedback.services import retention
from feedback.services.retention import erase_due
from feedback.services.triage import answer_report, decline_report, leave_problem
from feedback.workflow import StateConflict
from search.checking import compare
from search.models import DirtyMark
from tests.conftest import Cast, Organisation
from tests.feedback.rows import DAY, problem, remedy, report

AFTER = DAY + timedelta(days=180)
TEXTS = {"task": "台账", "asked_by": "综合科", "data_items": "户数"}


def declined(unit: Unit, on: date = DAY) -> Report:
    return report(
        unit, **TEXTS, state="declined", state_on=on, decline_reason="请走信访渠道。", decline_channel="12345"
    )


def erased(row: Report) -> bool:
    row.refresh_from_db()
    return row.erased_on is not None


def test_the_last_day_keeps_and_the_next_deletes(organisation: Organisation) -> None:
    row = declined(organisation.county)
    row.messages.create(position=1, text="又加了一列。", on=DAY)
    assert (erase_due(today=AFTER - timedelta(days=1)), erased(row)) == (0, False)
    assert (erase_due(today=AFTER), erased(row)) == (1, True)
    assert (row.words, row.task, row.asked_by, row.data_items, row.decline_reason) == ("", "", "", "", "")
    assert (row.erased_on, row.state, row.category, row.decline_channel) == (AFTER, "declined", "B03", "12345")
    assert Message.objects.count() == 0
    # The index was built anew behind it, which answers its marks.
    assert (DirtyMark.objects.count(), compare().is_exact) == (0, True)


def test_a_second_run_does_nothing(organisation: Organisation) -> None:
    row = declined(organisation.county)
    assert (erase_due(today=AFTER), erase_due(today=AFTER + timedelta(days=1))) == (1, 0)
    row.refresh_from_db()
    assert row.erased_on == AFTER


def test_more_than_a_batch_goes_in_one_run(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        declined(organisation.county)
    assert (erase_due(today=AFTER), Report.objects.there().count()) == (5, 0)


@pytest.mark.parametrize("state", ["settled", "kept"])
def test_a_report_closes_with_its_problem(organisation: Organisation, state: str) -> None:
    fields: dict[str, Any] = {"kept_reason": "依法保留。", "published": True} if state == "kept" else {}
    row = report(organisation.county, state="triaged", state_on=DAY, problem=problem(
        organisation.county, state=state, state_on=DAY + timedelta(days=9), **fields
    ))  # fmt: skip
    assert (erase_due(today=AFTER + timedelta(days=8)), erase_due(today=AFTER + timedelta(days=9))) == (0, 1)
    assert erased(row)


def test_a_report_that_joins_a_kept_problem_counts_from_that_day(organisation: Organisation) -> None:
    kept = problem(organisation.county, state="kept", kept_reason="依法保留。", published=True)
    report(organisation.county, state="triaged", state_on=DAY + timedelta(days=100), problem=kept)
    assert (erase_due(today=AFTER + timedelta(days=99)), erase_due(today=AFTER + timedelta(days=100))) == (0, 1)


@pytest.mark.parametrize(
    "state", ["open", "assigned", "promised", "implemented", "confirmed", "reopened", "watched", "rebounded"]
)
def test_what_is_not_closed_keeps_its_words(organisation: Organisation, state: str) -> None:
    report(organisation.county)
    report(organisation.county, state="triaged", state_on=DAY, problem=problem(organisation.county, state=state))
    assert erase_due(today=DAY + timedelta(days=9_999)) == 0


@given(closed=st.integers(0, 900), days=st.integers(1, 800), runs=st.sets(st.integers(0, 2_000), max_size=8))
@limits(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_run_is_early_and_the_first_in_time_erases(
    organisation: Organisation, settings: Settings, closed: int, days: int, runs: set[int]
) -> None:
    settings.RETENTION_DAYS = days
    row = declined(organisation.county, DAY + timedelta(days=closed))
    for run in sorted(runs):
        erase_due(today=DAY + timedelta(days=run))
    row.refresh_from_db()
    fitting = [DAY + timedelta(days=run) for run in sorted(runs) if run >= closed + days]
    assert row.erased_on == next(iter(fitting), None)
    row.delete()


def test_figures_stay_the_same(organisation: Organisation) -> None:
    kept = problem(organisation.county, state="kept", kept_reason="依法保留。", published=True)
    remedy(kept)
    bands: dict[str, Any] = {"per_month": "4-8", "hours": "0.5-2", "people": "6-10", "own_unit": organisation.town}
    for _ in range(2):
        report(organisation.county, state="triaged", state_on=DAY, problem=kept, **bands)
    declined(organisation.county)
    before = figures(organisation.county, DAY, AFTER)
    assert erase_due(today=AFTER) == 3
    assert figures(organisation.county, DAY, AFTER) == before


def test_staff_add_nothing_to_what_is_gone(organisation: Organisation, cast: Cast) -> None:
    row = report(organisation.county, state="triaged", state_on=DAY, problem=problem(organisation.county))
    Report.objects.update(erased_on=DAY, words="")
    with pytest.raises(StateConflict):
        answer_report(report=row, text="已收到。", actor=cast.handler)
    with pytest.raises(StateConflict):
        leave_problem(report=row, actor=cast.handler)
    assert Message.objects.count() == 0


def test_declining_writes_its_day_down(organisation: Organisation, cast: Cast) -> None:
    row = report(organisation.county)
    decline_report(report=row, reason="请走信访渠道。", channel="12345", actor=cast.handler)
    row.refresh_from_db()
    assert row.state_on is not None
    assert (erase_due(today=row.state_on + timedelta(days=179)), erased(row)) == (0, False)
    assert (erase_due(today=row.state_on + timedelta(days=180)), erased(row)) == (1, True)


def test_an_erased_row_cannot_hold_words(organisation: Organisation) -> None:
    row = declined(organisation.county)
    with pytest.raises(IntegrityError, match="report_gone_has_no_words"):
        Report.objects.filter(pk=row.pk).update(erased_on=AFTER)


def test_the_handler_reads_that_the_words_are_gone(client: Client, organisation: Organisation, cast: Cast) -> None:
    row = declined(organisation.county)
    erase_due(today=AFTER)
    client.force_login(cast.handler)
    page = client.get(f"/work/reports/{row.pk}/?state=all").content.decode()
    assert ("已按对反映人的承诺" in page, 'name="answer-text"' in page, "文字已删除" in page) == (True, False, True)


def test_the_daily_task_says_nothing_of_what_it_did(organisation: Organisation) -> None:
    declined(organisation.county, date(2020, 1, 1))
    assert forget_words.func() is None
    assert Report.objects.there().count() == 0
