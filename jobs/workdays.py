"""Working days of the Chinese calendar; owns counting them, and never guesses beyond the published table.

Holidays are announced a year at a time and move whole weekends, so a day of an unpublished year has no answer.
"""

from datetime import date, timedelta

import chinese_calendar

_DAY = timedelta(days=1)


class UnknownYear(ValueError):  # noqa: N818  # reads as a fact about the calendar
    """The calendar of this year has not been published to us; updating `chinesecalendar` brings it."""


def is_workday(day: date) -> bool:
    """Return whether `day` is worked, weekends that were swapped with a holiday included.

    Raises:
        UnknownYear: the calendar of that year is not in the table.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownYear(f"The working days of {day.year} are not published yet. Update chinesecalendar.") from None


def add_workdays(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`; `day` itself does not count, and 0 gives it back.

    Raises:
        UnknownYear: the count runs into a year that is not in the table.
        ValueError: `count` is negative.
    """
    if count < 0:
        raise ValueError("Working days can only be added.")
    while count:
        day += _DAY
        count -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`; 0 if `end` is not after `start`.

    Raises:
        UnknownYear: the span touches a year that is not in the table.
    """
    return sum(is_workday(start + _DAY * step) for step in range(1, (end - start).days + 1))
