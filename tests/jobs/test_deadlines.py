"""When something is due and when lateness rises: properties over calendars, days and heights of the tree."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.deadlines import Deadline, Rising, days_between, deadline, latest_late_start, risings
from jobs.workdays import Calendar
from tests.jobs.test_workdays import BEYOND, CALENDARS

PLAIN = Calendar()
LEVELS, PAUSES, LATER = st.integers(0, 6), st.integers(1, 15), st.integers(-30, 250)


def test_a_deadline_beyond_the_known_years_has_no_day_and_names_the_year() -> None:
    assert deadline(date(2026, 2, 13), 5, PLAIN) == Deadline(date(2026, 2, 27))
    assert deadline(date(2026, 12, 28), 5, PLAIN) == Deadline(None, 2027)
    assert not Deadline(None, 2027).late(date(2099, 1, 1))
    assert [Deadline(date(2026, 3, 2)).late(date(2026, 3, day)) for day in (1, 2, 3)] == [False, False, True]


def test_days_between_are_working_days_and_none_where_they_would_be_guessed() -> None:
    assert days_between(date(2026, 9, 30), date(2026, 10, 13), PLAIN) == 5
    assert days_between(date(2026, 10, 14), date(2026, 9, 30), PLAIN) == 0
    assert days_between(date(2026, 12, 28), date(2027, 1, 5), PLAIN) is None


def test_lateness_rises_on_the_next_day_and_then_after_each_pause() -> None:
    # 30 September is followed by the long holiday: five working days later it is 14 October.
    due = date(2026, 9, 30)
    found = risings(due, levels=3, pause=5, today=date(2026, 10, 22), calendar=PLAIN)
    assert found == [
        Rising(due, 1, date(2026, 10, 1)),
        Rising(due, 2, date(2026, 10, 14)),
        Rising(due, 3, date(2026, 10, 21)),
    ]
    assert risings(due, levels=3, pause=5, today=due, calendar=PLAIN) == []


def test_lateness_waits_where_the_next_step_would_have_to_be_guessed() -> None:
    found = risings(date(2026, 12, 29), levels=3, pause=5, today=date(2027, 6, 1), calendar=PLAIN)
    assert found == [Rising(date(2026, 12, 29), 1, date(2026, 12, 30))]


def test_all_levels_at_once_are_refused() -> None:
    with pytest.raises(ValueError, match="working day"):
        risings(date(2026, 3, 2), levels=2, pause=0, today=date(2026, 3, 3), calendar=PLAIN)


@given(CALENDARS, BEYOND, LEVELS, PAUSES, LATER)
def test_lateness_never_rises_before_due_once_per_level_and_upwards(
    calendar: Calendar, due: date, levels: int, pause: int, later: int
) -> None:
    today = due + timedelta(days=later)
    found = risings(due, levels=levels, pause=pause, today=today, calendar=calendar)
    assert [each.level for each in found] == list(range(1, len(found) + 1))
    assert len(found) <= levels
    assert all(due < each.on <= today for each in found)
    assert all(lower.on < upper.on for lower, upper in itertools.pairwise(found))
    assert bool(found) == (levels > 0 and today > due)


@settings(max_examples=25)
@given(CALENDARS, BEYOND, LEVELS, PAUSES, st.integers(0, 50))
def test_who_was_away_finds_the_same_as_who_looked_daily(
    calendar: Calendar, due: date, levels: int, pause: int, away: int
) -> None:
    seen: set[Rising] = set()
    for day in range(away + 1):
        now = set(risings(due, levels=levels, pause=pause, today=due + timedelta(days=day), calendar=calendar))
        assert seen <= now
        assert all(each.on == due + timedelta(days=day) for each in now - seen)
        seen = now
    caught_up = risings(due, levels=levels, pause=pause, today=due + timedelta(days=away), calendar=calendar)
    assert set(caught_up) == seen


@given(CALENDARS, BEYOND, st.integers(0, 40), st.integers(0, 40))
def test_a_longer_limit_is_never_due_earlier(calendar: Calendar, start: date, less: int, more: int) -> None:
    sooner, later = deadline(start, less, calendar).day, deadline(start, less + more, calendar).day
    assert sooner is not None
    assert later is not None
    assert start <= sooner <= later


@settings(max_examples=30)
@given(CALENDARS, BEYOND, st.integers(0, 20))
def test_the_latest_late_start_is_late_and_the_day_after_it_is_not(calendar: Calendar, today: date, count: int) -> None:
    start = latest_late_start(count, today, calendar)
    assert start
    assert deadline(start, count, calendar).late(today)
    assert not deadline(start + timedelta(days=1), count, calendar).late(today)


def test_no_start_is_late_where_days_cannot_be_counted() -> None:
    assert latest_late_start(3, date(2028, 1, 5), PLAIN) is None
