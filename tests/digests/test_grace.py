"""The days of grace: what is released late in a quarter has time to be sorted before its counts are told for good."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from pytest_django import Settings

from digests.keeping import due_editions, last_final_by
from digests.periods import Period, Quarter, quarter_of
from digests.releasing import release_overdue
from digests.services import build_edition
from feedback.models import Report
from feedback.services.telling import may_tell
from feedback.telling import told_from
from tests.cast import Organisation
from tests.feedback.rows import problem, report

THIRD = Quarter(2026, 3)
GRACE = 14


@pytest.fixture(autouse=True)
def _grace(settings: Settings) -> None:
    settings.DIGEST_GRACE = GRACE


def _quarters(organisation: Organisation, today: date) -> list[Period]:
    return [quarter for unit, quarter in due_editions(today) if unit == organisation.county.pk]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 9, 30), Quarter(2026, 2)),
        (date(2026, 10, 1), Quarter(2026, 2)),
        (date(2026, 10, 14), Quarter(2026, 2)),
        (date(2026, 10, 15), THIRD),
        (date(2026, 12, 31), THIRD),
        (date(2027, 1, 14), THIRD),
        (date(2027, 1, 15), Quarter(2026, 4)),
    ],
)
def test_an_edition_falls_due_when_its_quarter_can_be_told(organisation: Organisation, day: date, due: Quarter) -> None:
    assert _quarters(organisation, day) == [due]
    county = organisation.county
    assert [may_tell(unit=county, start=each.start, today=day) for each in (due, due.next)] == [True, False]


@profile(max_examples=60)
@given(day=st.dates(date(2001, 1, 1), date(2099, 12, 31)), grace=st.integers(0, 80))
def test_on_any_day_the_quarter_due_is_the_latest_that_can_be_told(day: date, grace: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.conf.settings.DIGEST_GRACE", grace)
        last = last_final_by("quarter", day)
        assert told_from(last.start) <= day < told_from(last.next.start)
        assert last in (quarter_of(day).previous, quarter_of(day).previous.previous)
        assert told_from(last.start) == last.end + timedelta(days=1 + grace)


def test_what_is_sorted_within_the_grace_still_counts(organisation: Organisation) -> None:
    county = organisation.county
    rows = [report(county, released_on=THIRD.end) for _ in range(25)]
    for _ in range(15):
        report(county, released_on=THIRD.start, state="declined", decline_reason="属于信访事项。")
    early = build_edition(actor=None, unit=county, period=THIRD, on=THIRD.next.start)
    assert (early.figures["period"]["whole"], early.figures["reports"]["total"]) == (False, None)
    assert release_overdue(today=early.built_on + timedelta(days=30)) == 0
    found = problem(county)
    Report.objects.filter(pk__in=[row.pk for row in rows]).update(state="triaged", problem=found)
    # The one built early has no figures: it does not keep the real one from falling due.
    due_on = told_from(THIRD.start)
    assert _quarters(organisation, due_on) == [THIRD]
    edition = build_edition(actor=None, unit=county, period=THIRD, on=due_on)
    assert (edition.revision, edition.figures["period"]["whole"]) == (2, True)
    assert edition.figures["reports"]["total"] == 40
    assert [row["reports"] for row in edition.figures["recurring"]["rows"]] == [25]
    assert _quarters(organisation, due_on) == []


def test_what_is_sorted_after_the_grace_changes_nothing(organisation: Organisation) -> None:
    county = organisation.county
    rows = [report(county, released_on=THIRD.end) for _ in range(12)]
    first = build_edition(actor=None, unit=county, period=THIRD, on=told_from(THIRD.start))
    Report.objects.filter(pk__in=[row.pk for row in rows]).update(state="triaged", problem=problem(county))
    later = build_edition(actor=None, unit=county, period=THIRD, on=told_from(THIRD.start) + timedelta(days=1))
    assert [each.figures["recurring"]["rows"] for each in (first, later)] == [[], []]
    assert first.figures["reports"] == later.figures["reports"]
