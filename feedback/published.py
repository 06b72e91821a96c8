"""What other rooms may tell the public of problems: those that stand on the board, and of them what the board shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from feedback.models import Problem, Remedy
from feedback.selectors import Hours
from feedback.telling import last_told_of

SOLVED = (Problem.State.CONFIRMED, Problem.State.WATCHED, Problem.State.SETTLED)


@dataclass(frozen=True, slots=True)
class Published:
    """One problem of the public board.

    `done` are the codes and words of the remedies that were carried out, `hours` the monthly range that was told of it
    last, None where none was, `kept_reason` what was published where the burden stays.
    """

    id: UUID
    title: str
    owner_unit: str
    done: tuple[tuple[str, str], ...]
    hours: Hours | None
    kept_reason: str


def solved(most: int, since: date) -> tuple[Published, ...]:
    """Return the problems that reporters confirmed as solved, moved since `since`, the latest first, `most` in all."""
    rows = Problem.objects.published().filter(state__in=SOLVED, state_on__gte=since)
    return _told(rows.order_by("-state_on", "pk")[:most])


def kept(most: int, since: date) -> tuple[Published, ...]:
    """Return the problems that stay with a published reason, decided since `since`, the latest first, `most` in all."""
    rows = Problem.objects.published().filter(state=Problem.State.KEPT, state_on__gte=since)
    return _told(rows.order_by("-state_on", "pk")[:most])


def _told(problems: Iterable[Problem]) -> tuple[Published, ...]:
    keys = [problem.pk for problem in problems]
    carried = Prefetch("remedies", Remedy.objects.filter(implemented_on__isnull=False), to_attr="carried")
    rows = Problem.objects.filter(pk__in=keys).select_related("owner_unit").prefetch_related(carried).in_bulk()
    return tuple(_one(rows[key]) for key in keys)


def _one(problem: Problem) -> Published:
    last = last_told_of(problem)
    return Published(
        id=problem.pk,
        title=problem.title,
        owner_unit=problem.owner_unit.name if problem.owner_unit else "",
        done=tuple((remedy.kind, remedy.what) for remedy in getattr(problem, "carried", [])),
        hours=last[1].hours if last else None,
        kept_reason=problem.kept_reason,
    )
