"""Working days: the official arrangements of 2025 and 2026, and properties that hold for every day and calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.models import CalendarDay, CalendarYear
from jobs.workdays import Calendar, UnknownYear, add_workdays, current_calendar, is_workday

DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))
COUNTS = st.integers(0, 60)
PLAIN = Calendar()
# What an administrator may have entered: any days of any year, and years beyond the library's table.
CALENDARS = st.builds(
    Calendar,
    changed=st.dictionaries(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.booleans(), max_size=12),
    years=st.just(frozenset({2027, 2028, 2029})),
)
BEYOND = st.dates(date(2026, 6, 1), date(2028, 6, 30))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-09-24", 5, "2026-10-09"),
        ("2026-09-30", 15, "2026-10-27"),
        ("2026-04-30", 2, "2026-05-07"),
        ("2025-09-30", 1, "2025-10-09"),
    ],
)
def test_add_workdays_follows_the_published_arrangement(day: str, count: int, expected: str) -> None:
    assert PLAIN.add_workdays(date.fromisoformat(day), count) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("year", "worked"),
    [
        (2025, ["01-26", "02-08", "04-27", "09-28", "10-11"]),
        (2026, ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]),
    ],
)
def test_weekends_that_are_worked(year: int, worked: list[str]) -> None:
    days = [date(year, 1, 1) + timedelta(days=step) for step in range(365)]
    assert [f"{day:%m-%d}" for day in days if day.weekday() >= 5 and PLAIN.is_workday(day)] == worked
    assert sum(map(PLAIN.is_workday, days)) == 248


def test_an_unpublished_year_fails_loudly() -> None:
    with pytest.raises(UnknownYear, match="2027") as caught:
        PLAIN.add_workdays(date(2026, 12, 28), 5)
    assert caught.value.year == 2027
    with pytest.raises(UnknownYear):
        PLAIN.is_workday(date(2100, 1, 1))
    with pytest.raises(UnknownYear):
        PLAIN.workdays_between(date(2026, 12, 28), date(2027, 1, 5))


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="only be added"):
        PLAIN.add_workdays(date(2026, 1, 1), -1)


@pytest.mark.django_db
def test_days_entered_for_a_year_count_once_the_year_is_said_to_be_whole() -> None:
    CalendarDay.objects.create(day=date(2027, 1, 1), worked=False, words="元旦")
    CalendarDay.objects.create(day=date(2027, 1, 3), worked=True, words="元旦调休")
    with pytest.raises(UnknownYear):
        is_workday(date(2027, 1, 4))
    CalendarYear.objects.create(year=2027)
    assert [is_workday(date(2027, 1, day)) for day in range(1, 6)] == [False, False, True, True, True]
    assert add_workdays(date(2026, 12, 31), 2) == date(2027, 1, 4)
    assert current_calendar().workdays_between(date(2026, 12, 31), date(2027, 1, 4)) == 2


@pytest.mark.django_db
def test_a_day_that_was_changed_later_counts_in_a_published_year_too() -> None:
    CalendarDay.objects.create(day=date(2026, 11, 26), worked=False, words="临时放假")
    assert not is_workday(date(2026, 11, 26))
    assert add_workdays(date(2026, 11, 25), 1) == date(2026, 11, 27)


@given(DAYS, COUNTS)
def test_workdays_between_undoes_add_workdays(day: date, count: int) -> None:
    end = PLAIN.add_workdays(day, count)
    assert PLAIN.workdays_between(day, end) == count
    assert count == 0 or PLAIN.is_workday(end)


@given(CALENDARS, BEYOND, COUNTS, COUNTS)
def test_add_workdays_adds_up_and_never_goes_back(calendar: Calendar, day: date, first: int, second: int) -> None:
    between = calendar.add_workdays(day, first)
    assert calendar.add_workdays(between, second) == calendar.add_workdays(day, first + second)
    assert calendar.add_workdays(day, first + 1) > between >= day


@given(DAYS, st.integers(-400, 0))
def test_nothing_lies_between_a_day_and_an_earlier_one(day: date, days: int) -> None:
    assert PLAIN.workdays_between(day, day + timedelta(days=days)) == 0
