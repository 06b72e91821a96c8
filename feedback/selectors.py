"""The only readers of the anonymous channel for other rooms: raw figures; never words, and never suppressed here.

Counts of reports are for `feedback.telling`, which cuts and keeps them, and for nobody else; the rest is what staff
did. A period is a pair of days, both included. A unit stands for its whole subtree.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.models import Unit
from feedback.models import DuplicateRequest, Problem, ProblemEvent, Remedy, Report
from feedback.taxonomy import burden_hours

Hours = tuple[float, float]
# Where the fields of a `RecurringProblem` and of a `RemedyFigure` stand; whole rows cost three times that.
_PROBLEM = {name: name for name in ("id", "title", "statement", "category", "cause", "state", "asked_by")} | {
    "unit": "unit__name", "owner_unit": "owner_unit__name",
}  # fmt: skip
_REMEDY = {name: name for name in ("id", "problem_id", "kind", "what", "promised_on", "due_on", "implemented_on")} | {
    "problem": "problem__title", "problem_state": "problem__state", "owner_unit_id": "owner_unit_id",
    "owner_unit": "owner_unit__name",
}  # fmt: skip
_BATCH = 500


@dataclass(frozen=True, slots=True)
class RecurringProblem:
    """A problem that two or more reports joined, at least one of them released in the period.

    `reports` counts those released in the period, `reports_ever` all; `hours` is the monthly range summed over those
    released in the period that named all three bands, of which there are `hours_from`.
    """

    id: UUID
    title: str
    statement: str
    category: str
    cause: str
    state: str
    asked_by: str
    unit: str
    owner_unit: str
    reports: int
    reports_ever: int
    hours: Hours
    hours_from: int


@dataclass(frozen=True, slots=True)
class RemedyFigure:
    """A remedy with its problem and owner; `days_late` counts from the due day to the morning after the period."""

    id: int
    problem_id: UUID
    problem: str
    problem_state: str
    kind: str
    what: str
    owner_unit_id: int
    owner_unit: str
    promised_on: date
    due_on: date
    implemented_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class ProblemFigure:
    """A problem by its words alone; `owner_unit` is "" where it has no owner."""

    id: UUID
    title: str
    state: str
    owner_unit: str


@dataclass(frozen=True, slots=True)
class SameRequest:
    """Two tasks of the register that ask nearly the same, and how alike they are in percent."""

    first: str
    first_by: str
    second: str
    second_by: str
    percent: int


@dataclass(frozen=True, slots=True)
class Work:
    """What became of problems and remedies in one unit's subtree and one period.

    `confirmed` are the problems whose reporters said so in the period, `returned` those reopened or come back, `open`
    the remedies that were promised by its end and not carried out by then.
    """

    problems_opened: int
    overdue: tuple[RemedyFigure, ...]
    promised: tuple[RemedyFigure, ...]
    implemented: tuple[RemedyFigure, ...]
    open: tuple[RemedyFigure, ...]
    confirmed: tuple[ProblemFigure, ...]
    returned: tuple[ProblemFigure, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The raw counts of reports of one unit's subtree and period; `hours_from` counts what `hours` is summed over."""

    reports: int
    declined: int
    triaged: int
    hours: Hours
    hours_from: int
    recurring: tuple[RecurringProblem, ...]


@dataclass(slots=True)
class _Sum:
    """Reports, those of them that named all three bands, and the monthly range of these."""

    reports: int = 0
    timed: int = 0
    low: float = 0
    high: float = 0

    def add(self, count: int, band: Hours | None) -> None:
        self.reports += count
        if band:
            self.timed += count
            self.low += band[0] * count
            self.high += band[1] * count


def figures(unit: Unit, start: date, end: date) -> Figures:
    """Return the counts of `unit`'s subtree for the days from `start` to `end`, both included.

    The reports are gone through once, by the database; so it takes as long as there are kinds of them, not reports.

    Raises:
        ValueError: the period ends before it begins.
    """
    _check(start, end)
    within = Report.objects.filter(receiving_unit__in=_ids(unit), released_on__range=(start, end)).order_by()
    kinds = within.values_list("state", "problem", "hours", "per_month", "people").annotate(n=Count("*"))
    states, whole, problems = Counter[str](), _Sum(), defaultdict[UUID, _Sum](_Sum)
    for state, problem, hours, per_month, people, count in kinds:
        band = burden_hours(hours, per_month, people)
        states[state] += count
        whole.add(count, band)
        if problem:
            problems[problem].add(count, band)
    return Figures(
        reports=whole.reports, declined=states["declined"], triaged=states["triaged"], hours=(whole.low, whole.high),
        hours_from=whole.timed, recurring=_recurring(problems),
    )  # fmt: skip


def work(unit: Unit, start: date, end: date) -> Work:
    """Return what staff did in `unit`'s subtree on the days from `start` to `end`, both included.

    Raises:
        ValueError: the period ends before it begins.
    """
    _check(start, end)
    ids = _ids(unit)
    problems = Problem.objects.standing().filter(Q(unit__in=ids) | Q(owner_unit__in=ids))
    happened = ProblemEvent.objects.filter(on__range=(start, end))
    remedies = Remedy.objects.filter(Q(problem__unit__in=ids) | Q(owner_unit__in=ids))
    undone = remedies.filter(Q(implemented_on__isnull=True) | Q(implemented_on__gt=end), promised_on__lte=end)
    return Work(
        problems_opened=problems.filter(opened_on__range=(start, end)).count(),
        overdue=_lines(overdue(end + timedelta(days=1), remedies), end),
        promised=_lines(remedies.filter(promised_on__range=(start, end)), end),
        implemented=_lines(remedies.filter(implemented_on__range=(start, end)), end),
        open=_lines(undone.exclude(problem__state=Problem.State.KEPT), end),
        confirmed=_named(problems, happened.filter(act="confirmed")),
        returned=_named(problems, happened.filter(act__in=("reopened", "rebounded"))),
    )


def same_requests(unit: Unit) -> tuple[SameRequest, ...]:
    """Return the pairs of tasks by which two departments ask nearly the same of `unit`'s subtree, as they stand."""
    ids = _ids(unit)
    rows = DuplicateRequest.objects.open().filter(Q(first__unit__in=ids) | Q(second__unit__in=ids))
    names = rows.values_list("first__name", "first__asked_by", "second__name", "second__asked_by", "percent")
    return tuple(SameRequest(*row) for row in names)


def _named(problems: QuerySet[Problem], events: QuerySet[ProblemEvent]) -> tuple[ProblemFigure, ...]:
    rows = (
        problems.filter(pk__in=events.values("problem"))
        .order_by("title", "pk")
        .values_list("pk", "title", "state", "owner_unit__name")
    )
    return tuple(ProblemFigure(key, title, state, owner or "") for key, title, state, owner in rows)


def promises_due(unit: Unit, start: date, end: date) -> list[tuple[date, bool]]:
    """Return of each remedy that fell due from `start` to `end` its day, and whether it was carried out by then."""
    ids = _ids(unit)
    rows = Remedy.objects.filter(Q(problem__unit__in=ids) | Q(owner_unit__in=ids), due_on__range=(start, end))
    days = (
        rows.exclude(problem__state=Problem.State.KEPT).order_by("due_on", "pk").values_list("due_on", "implemented_on")
    )
    return [(due, done is not None and done <= due) for due, done in days]


def _check(start: date, end: date) -> None:
    if end < start:
        raise ValueError("the period ends before it begins")


def _ids(unit: Unit) -> list[int]:
    return list(unit.descendants(include_self=True).values_list("pk", flat=True))


def overdue(today: date, remedies: QuerySet[Remedy] | None = None) -> QuerySet[Remedy]:
    """Return the promised remedies that were due before `today` and not carried out by then, the oldest first."""
    rows = Remedy.objects.all() if remedies is None else remedies
    late = rows.filter(promised_on__lt=today, due_on__lt=today).exclude(problem__state=Problem.State.KEPT)
    return late.filter(Q(implemented_on__isnull=True) | Q(implemented_on__gte=today)).order_by("due_on", "pk")


def hours_of(reports: QuerySet[Report], by: str) -> dict[UUID, Hours]:
    """Return the staff-hours a month (low, high), summed per value of the field `by`."""
    sums: dict[UUID, list[float]] = defaultdict(lambda: [0.0, 0.0])
    groups = reports.order_by().values_list(by, "hours", "per_month", "people").annotate(n=Count("pk"))
    for key, hours, per_month, people, count in groups:
        band = burden_hours(hours, per_month, people)
        if band:
            sums[key][0] += band[0] * count
            sums[key][1] += band[1] * count
    return {key: (low, high) for key, (low, high) in sums.items()}


def _recurring(sums: Mapping[UUID, _Sum]) -> tuple[RecurringProblem, ...]:
    ever = dict(
        Report.objects.filter(problem__isnull=False).order_by().values_list("problem").annotate(n=Count("*"))
    )  # fmt: skip
    again = [key for key in sums if ever[key] > 1]
    found: list[RecurringProblem] = []
    for at in range(0, len(again), _BATCH):
        for row in Problem.objects.filter(pk__in=again[at : at + _BATCH]).values_list(*_PROBLEM.values()):
            words: dict[str, Any] = dict(zip(_PROBLEM, (each or "" for each in row), strict=True))
            of = sums[words["id"]]
            counts: dict[str, Any] = {"reports": of.reports, "reports_ever": ever[words["id"]], "hours_from": of.timed}
            found.append(RecurringProblem(**words, **counts, hours=(of.low, of.high)))
    return tuple(sorted(found, key=lambda problem: (-problem.reports, problem.title, str(problem.id))))


def _days_late(due: date, done: date | None, closing: date) -> int:
    """Return the days from the due day until the remedy was carried out, or `closing` where it was not by then."""
    return max(0, (min(done or closing, closing) - due).days)


def _lines(remedies: QuerySet[Remedy], end: date) -> tuple[RemedyFigure, ...]:
    closing = end + timedelta(days=1)
    found = []
    for row in remedies.order_by("due_on", "pk").values_list(*_REMEDY.values()):
        words: dict[str, Any] = dict(zip(_REMEDY, row, strict=True))
        days = _days_late(words["due_on"], words["implemented_on"], closing)
        found.append(RemedyFigure(**words, days_late=days))
    return tuple(found)
