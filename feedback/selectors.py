"""The only readers of the anonymous channel for other rooms: raw figures; never words, and never suppressed here.

Counts of reports are for `feedback.telling`, which cuts and keeps them, and for nobody else; the rest is what staff
did. A period is a pair of days, both included. A unit stands for its whole subtree.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncQuarter

from accounts.models import Unit
from feedback.models import Problem, Remedy, Report
from feedback.taxonomy import burden_hours

QUARTERS_BACK = 8
Hours = tuple[float, float]
_NAMES_HOURS = ~Q(hours="") & ~Q(per_month="") & ~Q(people="")


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Reports of one direct child with all below it; `unit_id` None: the unit itself, or no unit was named."""

    unit_id: int | None
    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class QuarterCount:
    """Reports released in the quarter that begins on `start`."""

    start: date
    reports: int


@dataclass(frozen=True, slots=True)
class RecurringProblem:
    """A problem that two or more reports joined, at least one of them released in the period.

    `reports` counts those released in the period, `reports_ever` all; `hours` is the monthly range summed over those
    released in the period that named all three bands, of which there are `hours_from`; `units` counts the units that
    reporters named as their own.
    """

    id: UUID
    title: str
    statement: str
    category: str
    state: str
    asked_by: str
    unit: str
    owner_unit: str
    published: bool
    reports: int
    reports_ever: int
    units: int
    hours: Hours
    hours_from: int


@dataclass(frozen=True, slots=True)
class RemedyFigure:
    """A remedy with its problem and owner; `days_late` counts from the due day to the morning after the period."""

    id: int
    problem_id: UUID
    problem: str
    problem_state: str
    published: bool
    kind: str
    what: str
    owner_unit_id: int
    owner_unit: str
    promised_on: date
    due_on: date
    implemented_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All raw figures of one unit's subtree and one period.

    `hours_from` counts the reports that `hours` is summed over.
    `by_receiver` splits by who received the reports, `by_own_unit` by where the reporters said they work; both by the
    direct children. `by_quarter` has the quarters up to the one of `end`, oldest first, without gaps.
    """

    unit_id: int
    start: date
    end: date
    reports: int
    declined: int
    triaged: int
    hours: Hours
    hours_from: int
    by_category: dict[str, int]
    by_receiver: tuple[UnitCount, ...]
    by_own_unit: tuple[UnitCount, ...]
    by_quarter: tuple[QuarterCount, ...]
    problems_by_state: dict[str, int]
    problems_opened: int
    recurring: tuple[RecurringProblem, ...]
    overdue: tuple[RemedyFigure, ...]
    promised: tuple[RemedyFigure, ...]
    implemented: tuple[RemedyFigure, ...]


def figures(unit: Unit, start: date, end: date) -> Figures:
    """Return the figures of `unit`'s subtree for the days from `start` to `end`, both included.

    Raises:
        ValueError: the period ends before it begins.
    """
    if end < start:
        raise ValueError("the period ends before it begins")
    children = _children_of(unit)
    ids = set(children)
    within = Report.objects.filter(receiving_unit__in=ids, released_on__range=(start, end))
    states = Counter(dict(within.values_list("state").annotate(n=Count("pk"))))
    problems = Problem.objects.standing().filter(Q(unit__in=ids) | Q(owner_unit__in=ids), opened_on__lte=end)
    remedies = Remedy.objects.filter(Q(problem__unit__in=ids) | Q(owner_unit__in=ids))
    return Figures(
        unit_id=unit.pk,
        start=start,
        end=end,
        reports=states.total(),
        declined=states["declined"],
        triaged=states["triaged"],
        hours=_hours(within),
        hours_from=within.filter(_NAMES_HOURS).count(),
        by_category=dict(within.values_list("category").annotate(n=Count("pk")).order_by("category")),
        by_receiver=_by_child(within, "receiving_unit", unit, children),
        by_own_unit=_by_child(within, "own_unit", unit, children),
        by_quarter=_by_quarter(ids, end),
        problems_by_state=dict(problems.values_list("state").annotate(n=Count("pk")).order_by("state")),
        problems_opened=problems.filter(opened_on__gte=start).count(),
        recurring=_recurring(within),
        overdue=_lines(overdue(end + timedelta(days=1), remedies), end),
        promised=_lines(remedies.filter(promised_on__range=(start, end)), end),
        implemented=_lines(remedies.filter(implemented_on__range=(start, end)), end),
    )


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


def _hours(reports: QuerySet[Report]) -> Hours:
    sums = hours_of(reports, "category").values()
    return sum(low for low, _ in sums), sum(high for _, high in sums)


def _children_of(unit: Unit) -> dict[int, tuple[int | None, str]]:
    """Return for each unit of the subtree the direct child of `unit` that it is or lies below."""
    found: dict[int, tuple[int | None, str]] = {unit.pk: (None, unit.name)}
    for node in unit.descendants():
        found[node.pk] = (node.pk, node.name) if node.parent_id == unit.pk else found[node.parent_id]
    return found


def _by_child(
    reports: QuerySet[Report], field: str, unit: Unit, children: dict[int, tuple[int | None, str]]
) -> tuple[UnitCount, ...]:
    counts: Counter[tuple[int | None, str]] = Counter()
    for key, count in reports.order_by().values_list(field).annotate(n=Count("pk")):
        counts[children.get(key, (None, unit.name))] += count
    order = {child: place for place, child in enumerate(dict.fromkeys(children.values()))}
    return tuple(UnitCount(*child, count) for child, count in sorted(counts.items(), key=lambda pair: order[pair[0]]))


def _by_quarter(ids: set[int], end: date) -> tuple[QuarterCount, ...]:
    first = date(end.year, 3 * ((end.month - 1) // 3) + 1, 1)
    starts = [first]
    while len(starts) < QUARTERS_BACK:
        earlier = starts[-1] - timedelta(days=1)
        starts.append(date(earlier.year, earlier.month - 2, 1))
    reports = Report.objects.filter(receiving_unit__in=ids, released_on__range=(starts[-1], end))
    counts = dict(reports.annotate(quarter=TruncQuarter("released_on")).values_list("quarter").annotate(n=Count("pk")))
    return tuple(QuarterCount(start, counts.get(start, 0)) for start in reversed(starts))


def _recurring(reports: QuerySet[Report]) -> tuple[RecurringProblem, ...]:
    joined = reports.filter(problem__isnull=False)
    groups = joined.order_by().values_list("problem").annotate(
        n=Count("pk"), own=Count("own_unit", distinct=True), timed=Count("pk", filter=_NAMES_HOURS)
    )  # fmt: skip
    counts = {key: (count, units, timed) for key, count, units, timed in groups}
    hours = hours_of(joined, "problem")
    problems = Problem.objects.filter(pk__in=joined.values("problem")).select_related("unit", "owner_unit")
    ever = dict(problems.values_list("pk").annotate(n=Count("reports")).filter(n__gte=2))
    found = [
        RecurringProblem(
            id=problem.pk, title=problem.title, statement=problem.statement, category=problem.category,
            state=problem.state, asked_by=problem.asked_by, unit=problem.unit.name,
            owner_unit=problem.owner_unit.name if problem.owner_unit else "", published=problem.published,
            reports=counts[problem.pk][0], reports_ever=ever[problem.pk], units=counts[problem.pk][1],
            hours=hours.get(problem.pk, (0.0, 0.0)), hours_from=counts[problem.pk][2],
        )
        for problem in problems
        if problem.pk in ever
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda problem: (-problem.reports, problem.title, str(problem.id))))


def _days_late(row: Remedy, closing: date) -> int:
    """Return the days from the due day until the remedy was carried out, or `closing` where it was not by then."""
    return max(0, (min(row.implemented_on or closing, closing) - row.due_on).days)


def _lines(remedies: QuerySet[Remedy], end: date) -> tuple[RemedyFigure, ...]:
    rows = remedies.select_related("problem", "owner_unit").order_by(F("due_on"), "pk")
    return tuple(
        RemedyFigure(
            id=row.pk, problem_id=row.problem_id, problem=row.problem.title, problem_state=row.problem.state,
            published=row.problem.published, kind=row.kind, what=row.what, owner_unit_id=row.owner_unit_id,
            owner_unit=row.owner_unit.name, promised_on=row.promised_on, due_on=row.due_on,
            implemented_on=row.implemented_on, days_late=_days_late(row, end + timedelta(days=1)),
        )
        for row in rows
    )  # fmt: skip
