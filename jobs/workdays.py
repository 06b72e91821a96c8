"""Working days of the Chinese calendar; owns counting them, and never guesses beyond what is known.

Holidays are announced a year at a time and move whole weekends, so a day of an unannounced year has no answer. What is
known comes from the published table of a library and from the rows that an administrator enters: `current_calendar`
puts both together. The functions below ask it anew each time; whoever counts much takes one `Calendar` for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

from jobs.models import CalendarDay, CalendarYear

_DAY = timedelta(days=1)
_WEEK = 5


class UnknownYear(ValueError):  # noqa: N818  # reads as a fact about the calendar
    """The calendar of `year` is not known; an administrator enters it, or an update of `chinesecalendar` brings it."""

    def __init__(self, year: int) -> None:
        """Remember the year."""
        super().__init__(f"The working days of {year} are not published yet.")
        self.year = year


def published(year: int) -> bool:
    """Return whether the library's table holds the year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of working days.

    Attributes:
        changed: days that differ from the library's table, or from plain weeks in years beyond it: worked or not.
        years: years beyond the library's table whose days were entered in full.
    """

    changed: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def knows(self, year: int) -> bool:
        """Return whether the working days of `year` are known."""
        return year in self.years or published(year)

    def first_unknown(self, year: int) -> int:
        """Return the first year from `year` on whose working days are not known."""
        while self.knows(year):
            year += 1
        return year

    def is_workday(self, day: date) -> bool:
        """Return whether `day` is worked, weekends that were swapped with a holiday included.

        Raises:
            UnknownYear: the calendar of that year is not known.
        """
        try:
            regular = bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            if day.year not in self.years:
                raise UnknownYear(day.year) from None
            regular = day.weekday() < _WEEK
        return self.changed.get(day, regular)

    def add_workdays(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; `day` itself does not count, and 0 gives it back.

        Raises:
            UnknownYear: the count runs into a year that is not known.
            ValueError: `count` is negative.
        """
        if count < 0:
            raise ValueError("Working days can only be added.")
        while count:
            day += _DAY
            count -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`; 0 if `end` is not after it.

        Raises:
            UnknownYear: the span touches a year that is not known.
        """
        return sum(self.is_workday(start + _DAY * step) for step in range(1, (end - start).days + 1))


def current_calendar() -> Calendar:
    """Return what is known now: the library's table and the rows that an administrator entered."""
    years = frozenset(CalendarYear.objects.values_list("year", flat=True))
    return Calendar(dict(CalendarDay.objects.values_list("day", "worked")), years)


def is_workday(day: date) -> bool:
    """Return whether `day` is worked, as `Calendar.is_workday` does.

    Raises:
        UnknownYear: the calendar of that year is not known.
    """
    return current_calendar().is_workday(day)


def add_workdays(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`, as `Calendar.add_workdays` does.

    Raises:
        UnknownYear: the count runs into a year that is not known.
        ValueError: `count` is negative.
    """
    return current_calendar().add_workdays(day, count)
