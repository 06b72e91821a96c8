"""The arithmetic of deadlines for every room: when something is due, and when lateness rises; owns no row and no rule.

A deadline that reaches into a year whose working days are not known has no day, and says which year it waits for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jobs.workdays import Calendar, UnknownYear

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is in time; None where it lies in or beyond `unknown`, a year not known yet."""

    day: date | None
    unknown: int | None = None

    def late(self, today: date) -> bool:
        """Return whether the day is known and has passed."""
        return self.day is not None and self.day < today


@dataclass(frozen=True, slots=True)
class Rising:
    """Lateness of what was due on `due` reaches the unit that lies `level` above on the day `on`."""

    due: date
    level: int
    on: date


def deadline(start: date, count: int, calendar: Calendar) -> Deadline:
    """Return the day that is `count` working days after `start`.

    Args:
        start: the day on which the time begins; it does not count itself.
        count: working days, zero or more.
        calendar: what is known of working days.
    """
    try:
        return Deadline(calendar.add_workdays(start, count))
    except UnknownYear as error:
        return Deadline(None, error.year)


def days_between(start: date, end: date, calendar: Calendar) -> int | None:
    """Return how many working days lie after `start` up to and including `end`; None where a year is not known.

    Args:
        start: a day, which does not count itself.
        end: the last day; 0 come out where it is not after `start`.
        calendar: what is known of working days.
    """
    try:
        return calendar.workdays_between(start, end)
    except UnknownYear:
        return None


def risings(due: date, *, levels: int, pause: int, today: date, calendar: Calendar) -> list[Rising]:
    """Return the levels that lateness has reached by `today`, from the lowest up; none before the day after `due`.

    The first level is reached on the day after `due`, each further one `pause` working days after the one below. What
    comes out depends on the days alone, so that whoever was away for a week finds the same as who looked daily. Where
    a step would have to be counted in a year that is not known, it waits.

    Args:
        due: the last day in time.
        levels: how many units lie above.
        pause: working days from level to level, at least one.
        today: the day until which levels are reached.
        calendar: what is known of working days.

    Raises:
        ValueError: `pause` is less than one; all levels would be reached at once.
    """
    if pause < 1:
        raise ValueError("Lateness must rest on each level for a working day at least.")
    return list(_risings(due, levels, pause, today, calendar))


def _risings(due: date, levels: int, pause: int, today: date, calendar: Calendar) -> Iterator[Rising]:
    last = due
    for level in range(1, levels + 1):
        if last >= today:
            return
        yield Rising(due, level, last + _DAY)
        reached = deadline(last, pause, calendar).day
        if reached is None:
            return
        last = reached


def latest_late_start(count: int, today: date, calendar: Calendar) -> date | None:
    """Return the latest day whose deadline of `count` working days has passed by `today`; None where none is known.

    Args:
        count: working days, zero or more.
        today: the day.
        calendar: what is known of working days.
    """
    for back in range(1, 31 + 7 * count):
        start = today - _DAY * back
        if deadline(start, count, calendar).late(today):
            return start
    return None
