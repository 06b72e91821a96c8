"""What happened to a problem, and to those that were put together with it; owns which lines are told to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import Q, QuerySet

from feedback.models import Problem, ProblemEvent

# What the public reads of a history: the states, not who did what inside.
PUBLIC_ACTS = (
    *("opened", "assigned", "promised", "done", "implemented"),
    *("confirmed", "reopened", "watched", "rebounded", "settled", "kept"),
)
_SAYING = attrgetter("on", "act", "detail", "problem_id", "actor_id")
_COUNTING_ACTS = (ProblemEvent.Act.JOINED, ProblemEvent.Act.LEFT)


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, and how many times in a row."""

    event: ProblemEvent
    times: int


def public_history(problem: Problem) -> QuerySet[ProblemEvent]:
    """Return the lines of the public page: the problem's own, and those of what stood on the board before a merge."""
    merged = Problem.objects.moved().filter(merged_into=problem).values_list("pk", flat=True)
    return _lines(Q(problem__in=[problem.pk, *merged], act__in=PUBLIC_ACTS))


def staff_history(problem: Problem, *, exact: bool) -> QuerySet[ProblemEvent]:
    """Return all lines of a problem, and the states of what is merged into it.

    Args:
        problem: one that the reader may read.
        exact: whether the reader knows how many reports joined; counting the lines would tell it to anybody else.
    """
    own = Q(problem=problem) if exact else Q(problem=problem) & ~Q(act__in=_COUNTING_ACTS)
    merged = list(problem.merged.values_list("pk", flat=True))
    return _lines(own | Q(problem__in=merged, act__in=PUBLIC_ACTS)).select_related("actor", "problem")


def folded(events: Iterable[ProblemEvent]) -> list[Line]:
    """Return the lines of a history; of those that say the same of one day and person in a row one is left."""
    groups = [list(group) for _said, group in groupby(events, key=_SAYING)]
    return [Line(group[0], len(group)) for group in groups]


def returns_of(problem: Problem) -> int:
    """Return how often the burden came back after those who reported it had said that it was gone."""
    return ProblemEvent.objects.filter(problem=problem, act=ProblemEvent.Act.REBOUNDED).count()


def _lines(chosen: Q) -> QuerySet[ProblemEvent]:
    return ProblemEvent.objects.filter(chosen).select_related("problem").order_by("on", "id")
