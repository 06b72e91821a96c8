"""Working days: the official arrangements of 2025 and 2026, and properties that hold for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.workdays import UnknownYear, add_workdays, is_workday, workdays_between

DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))
COUNTS = st.integers(0, 60)


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
    assert add_workdays(date.fromisoformat(day), count) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("year", "worked"),
    [
        (2025, ["01-26", "02-08", "04-27", "09-28", "10-11"]),
        (2026, ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]),
    ],
)
def test_weekends_that_are_worked(year: int, worked: list[str]) -> None:
    days = [date(year, 1, 1) + timedelta(days=step) for step in range(365)]
    assert [f"{day:%m-%d}" for day in days if day.weekday() >= 5 and is_workday(day)] == worked
    assert sum(map(is_workday, days)) == 248


def test_an_unpublished_year_fails_loudly() -> None:
    with pytest.raises(UnknownYear, match="2027"):
        add_workdays(date(2026, 12, 28), 5)
    with pytest.raises(UnknownYear):
        is_workday(date(2100, 1, 1))
    with pytest.raises(UnknownYear):
        workdays_between(date(2026, 12, 28), date(2027, 1, 5))


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="only be added"):
        add_workdays(date(2026, 1, 1), -1)


@given(DAYS, COUNTS)
def test_workdays_between_undoes_add_workdays(day: date, count: int) -> None:
    end = add_workdays(day, count)
    assert workdays_between(day, end) == count
    assert count == 0 or is_workday(end)


@given(DAYS, COUNTS, COUNTS)
def test_add_workdays_adds_up(day: date, first: int, second: int) -> None:
    assert add_workdays(add_workdays(day, first), second) == add_workdays(day, first + second)


@given(DAYS, st.integers(-400, 0))
def test_nothing_lies_between_a_day_and_an_earlier_one(day: date, days: int) -> None:
    assert workdays_between(day, day + timedelta(days=days)) == 0
