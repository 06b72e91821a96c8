"""THE counts of reports that anyone sees who does not read the reports; owns how they are cut, and writes nothing.

Once a quarter, some days after its end and for a top unit alone, its reports are cut into one partition: each recurring
problem, problems named once, declined, waiting. It passes `anonymity.suppress` as a whole and is told for good. Digests
of whatever unit and revision, their charts and tables, and the board repeat from it. What changes from day to day, what
covers part of a quarter, and what splits it another way is never told: the one could be subtracted from the other.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from accounts.models import Unit
from feedback.anonymity import suppress
from feedback.models import Problem, QuarterTold
from feedback.selectors import Figures, Hours, RecurringProblem, figures

# Cells of the partition beside the recurring problems.
SINGLE, DECLINED, WAITING = "single", "declined", "waiting"
_TENS = 10
_MONTHS = 3


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """Reports of one problem in the quarter and their hours a month; None is hidden."""

    reports: int | None = None
    hours: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a quarter; None is hidden.

    Attributes:
        total: all reports.
        hours: the monthly range of staff-hours of those who named them, rounded outwards to tens.
        single: reports of problems that nobody else named.
        declined: reports that were declined.
        waiting: reports that were not sorted yet.
        other: all hidden cells together.
        problems: the recurring problems by id.
    """

    total: int | None = None
    hours: tuple[int, int] | None = None
    single: int | None = None
    declined: int | None = None
    waiting: int | None = None
    other: int | None = None
    problems: Mapping[str, ToldProblem] = field(default_factory=dict)


def top_of(unit: Unit) -> Unit:
    """Return the unit at the top of the tree in which `unit` stands."""
    if unit.parent_id is None:
        return unit
    top: Unit | None = unit.ancestors().first()
    return top or unit


def end_of_quarter(start: date) -> date:
    """Return the last day of the quarter that begins on `start`.

    Raises:
        ValueError: no quarter begins on that day; periods that overlap could be subtracted from each other.
    """
    if start.day != 1 or start.month % _MONTHS != 1:
        raise ValueError("no quarter begins on that day")
    after = date(start.year + (start.month + _MONTHS > 12), (start.month + _MONTHS - 1) % 12 + 1, 1)  # noqa: PLR2004
    return after - timedelta(days=1)


def told_from(start: date) -> date:
    """Return the first day on which the quarter that begins on `start` is told: its end, and the days of grace.

    What is told stays, so that what was released late in the quarter must have had time to be sorted.

    Raises:
        ValueError: no quarter begins on that day.
    """
    return end_of_quarter(start) + timedelta(days=1 + settings.DIGEST_GRACE)


def measure(unit: Unit, start: date) -> Told:
    """Return what may be told of the quarter that begins on `start`, from the rows as they are now.

    Raises:
        ValueError: no quarter begins on that day.
    """
    raw = figures(unit, start, end_of_quarter(start))
    partition = _partition(raw)
    # A problem that is listed has a report in the quarter, and recurs: two of them where there are no others.
    listed = {str(row.id): 2 if row.reports_ever == row.reports else 1 for row in raw.recurring}
    cells = suppress(partition, known=listed)
    timed = {str(row.id): row.hours_from for row in raw.recurring}
    hours = suppress({**timed, "": raw.hours_from - sum(timed.values())})
    return Told(
        total=cells.total,
        hours=None if cells.total is None or hours.total is None else _outwards(raw.hours),
        single=cells.cells[SINGLE],
        declined=cells.cells[DECLINED],
        waiting=cells.cells[WAITING],
        other=cells.other,
        problems={
            str(row.id): _problem(row, cells.cells[str(row.id)], hours.cells[str(row.id)]) for row in raw.recurring
        },
    )


def _problem(row: RecurringProblem, reports: int | None, timed: int | None) -> ToldProblem:
    return ToldProblem(reports, None if reports is None or timed is None else _outwards(row.hours))


def _partition(raw: Figures) -> dict[str, int]:
    joined = {str(row.id): row.reports for row in raw.recurring}
    apart = {DECLINED: raw.declined, WAITING: raw.reports - raw.triaged - raw.declined}
    return {**joined, SINGLE: raw.triaged - sum(joined.values()), **apart}


def _outwards(hours: Hours) -> tuple[int, int]:
    return math.floor(hours[0] / _TENS) * _TENS, math.ceil(hours[1] / _TENS) * _TENS


def as_json(told: Told) -> dict[str, Any]:
    """Return `told` as plain values."""
    return asdict(told)


def told(unit: Unit, start: date) -> Told | None:
    """Return what was told of the quarter of a top unit that begins on `start`, None where nothing was yet."""
    row = QuarterTold.objects.filter(unit=unit, start=start).first()
    return _read(row.figures) if row else None


def last_told_of(problem: Problem) -> tuple[QuarterTold, ToldProblem] | None:
    """Return the latest quarter in which the number of reports of `problem` was told, and what; None if never."""
    key = str(problem.pk)
    for row in QuarterTold.objects.filter(figures__problems__has_key=key).order_by("-start"):
        found = _read(row.figures).problems[key]
        if found.reports is not None:
            return row, found
    return None


def _read(plain: Mapping[str, Any]) -> Told:
    problems = {key: ToldProblem(each["reports"], _span(each["hours"])) for key, each in plain["problems"].items()}
    return Told(**{**plain, "hours": _span(plain["hours"]), "problems": problems})


def _span(hours: list[int] | None) -> tuple[int, int] | None:
    return (hours[0], hours[1]) if hours else None


def last_told_of_all() -> dict[str, tuple[str, ToldProblem]]:
    """Return for each problem the last quarter that told a number of it, such as 2026Q3, and what was told."""
    found: dict[str, tuple[str, ToldProblem]] = {}
    for row in QuarterTold.objects.order_by("start"):
        quarter = f"{row.start.year}Q{(row.start.month + 2) // 3}"
        told = _read(row.figures).problems.items()
        found |= {key: (quarter, each) for key, each in told if each.reports is not None}
    return found
