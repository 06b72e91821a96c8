"""What leaders and superiors see at a glance; owns which figures stand there, and counts no report itself.

Counts and hours of reports are those that `feedback.telling` told of whole quarters. A narrower unit narrows what staff
did and the list of problems, and nothing that was told: so two filters never differ by a report (contract 5).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.models import Unit, User
from accounts.tree import current_tree
from feedback import access
from feedback.models import Problem, QuarterTold, Remedy, Supervision
from feedback.models.querysets import ProblemQuerySet
from feedback.published import SOLVED
from feedback.saving import Span, saved_by
from feedback.telling import Told, ToldProblem, told, top_of

MOST_ROWS, MOST_QUARTERS = 8, 8


@dataclass(frozen=True, slots=True)
class Hurting:
    """A problem with what was told of it in the quarter and in the one before."""

    problem: Problem
    told: ToldProblem
    before: int | None

    @property
    def change(self) -> int | None:
        """Return by how much the told count rose, None where one of the two is hidden."""
        return None if self.told.reports is None or self.before is None else self.told.reports - self.before


@dataclass(frozen=True, slots=True)
class Sum:
    """Problems of one category or department, and the told hours of those of which hours were told."""

    name: str
    problems: int
    hours: Span | None


@dataclass(frozen=True, slots=True)
class Work:
    """What staff did: problems by state, those late or under supervision, and the hours that remedies are to save.

    `promised` are the hours of what is promised and not confirmed yet, `confirmed` of what reporters confirmed.
    """

    states: dict[str, int]
    late: int
    supervised: int
    promised: Span | None = None
    confirmed: Span | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The page's figures.

    Attributes:
        unit: the unit that is looked at, with all below it.
        quarters: the quarters that were told of its top unit, the latest first.
        quarter: the one that is looked at; None where none was told yet.
        hurting: recurring problems in reach, those with the most told reports first; hidden counts last.
        categories: problems that are not solved, by category.
        together: all of them, with the told hours added up.
        departments: the same by who asks for it, in the order of their names.
        further: how many more ask, of whom fewer hours were told.
        totals: told totals by quarter, the oldest first; None is hidden.
        work: what staff did.
    """

    unit: Unit
    quarters: list[date]
    quarter: date | None
    hurting: list[Hurting]
    categories: list[Sum]
    together: Sum
    departments: list[Sum]
    further: int
    totals: list[tuple[date, int | None]]
    work: Work


def overview(user: User, unit: Unit, quarter: date | None, *, today: date) -> Overview:
    """Return the figures of `unit` as `user` may see them.

    Args:
        user: who looks; only problems that this user may read are listed.
        unit: a unit over which the user has the overview.
        quarter: the first day of a quarter; the latest one told where it is None or was not told.
        today: the day by which something is late.
    """
    top = top_of(unit)
    rows = QuarterTold.objects.filter(unit=top).order_by("-start").values_list("start", flat=True)
    quarters = list(rows[:MOST_QUARTERS])
    chosen = quarter if quarter in quarters else next(iter(quarters), None)
    problems = _problems(user, unit)
    tales = {start: told(top, start) for start in quarters}
    now = tales.get(chosen) if chosen else None
    earlier = next((tales[start] for start in quarters if chosen and start < chosen), None)
    kinds = _sums(problems, "category", now)
    demanders = _sums(problems.exclude(asked_by=""), "asked_by", now)
    return Overview(
        unit=unit,
        quarters=quarters,
        quarter=chosen,
        hurting=_hurting(problems, now, earlier),
        categories=kinds,
        together=Sum("", sum(one.problems for one in kinds), _added(one.hours for one in kinds if one.hours)),
        # By name: who demands most must not read as a ranking of units.
        departments=sorted(demanders[:MOST_ROWS], key=lambda one: one.name),
        further=max(0, len(demanders) - MOST_ROWS),
        totals=[(start, tale.total if (tale := tales[start]) else None) for start in reversed(quarters)],
        work=_work(problems, today),
    )


def _problems(user: User, unit: Unit) -> ProblemQuerySet:
    if unit.parent_id is None:
        return access.problems_for(user)
    return access.problems_for(user).within(current_tree().below[unit.pk])


def _hurting(problems: ProblemQuerySet, now: Told | None, earlier: Told | None) -> list[Hurting]:
    if now is None:
        return []
    before = earlier.problems if earlier else {}
    rows = problems.filter(pk__in=list(now.problems)).select_related("owner_unit")
    found = [Hurting(row, now.problems[str(row.pk)], before.get(str(row.pk), ToldProblem()).reports) for row in rows]
    return sorted(found, key=lambda one: (-(one.told.reports or 0), one.problem.title))[:MOST_ROWS]


def _sums(problems: ProblemQuerySet, field: str, now: Told | None) -> list[Sum]:
    """Return the unsolved problems by `field`, with the hours told of them: sums of what was told already."""
    left = problems.exclude(state__in=["settled", "kept"])
    counts = dict(left.order_by().values_list(field).annotate(n=Count("pk")))
    spans: dict[str, list[Span]] = defaultdict(list)
    keys = [key for key, one in now.problems.items() if one.hours] if now else []
    for key, value in left.filter(pk__in=keys).values_list("pk", field):
        hours = now.problems[str(key)].hours if now else None
        if hours:
            spans[value].append(hours)
    found = [Sum(name, count, _added(spans.get(name, ()))) for name, count in counts.items()]
    return sorted(found, key=lambda one: (-(one.hours or (0, 0))[1], -one.problems, one.name))


def _added(spans: Iterable[Span]) -> Span | None:
    pairs = list(spans)
    return (sum(low for low, _high in pairs), sum(high for _low, high in pairs)) if pairs else None


def _work(problems: ProblemQuerySet, today: date) -> Work:
    states = dict(problems.order_by().values_list("state").annotate(n=Count("pk")))
    remedies = Remedy.objects.filter(problem__in=problems)
    watched = Supervision.objects.filter(ended_on__isnull=True, problem__in=problems)
    return Work(
        states={state: states.get(state, 0) for state in Problem.State.values},
        late=problems.behind(today).count(),
        supervised=watched.values("problem").distinct().count(),
        promised=saved_by(remedies.filter(problem__state__in=[Problem.State.PROMISED, Problem.State.IMPLEMENTED])),
        confirmed=saved_by(remedies.filter(problem__state__in=SOLVED)),
    )
