"""THE rule of the clocks: which one runs for a problem, since when and until when; owns the answer, and writes nothing.

A report has no clock that anyone but its handlers could see: that something waits at a unit would tell that somebody
wrote. What rises is a problem, restated by a handler.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from feedback.limits import Limits, limits_of
from feedback.models import Clock, Problem, Remedy, Stage
from jobs.deadlines import deadline
from jobs.workdays import Calendar

_STAGES: dict[str, Stage] = {
    Problem.State.OPEN: Stage.LOOK,
    Problem.State.ASSIGNED: Stage.PROMISE,
    Problem.State.REOPENED: Stage.PROMISE,
    Problem.State.REBOUNDED: Stage.PROMISE,
    Problem.State.PROMISED: Stage.IMPLEMENT,
}
RUNNING = tuple(_STAGES)
# So many days before the last one a list begins to remind. Plain days: nothing needs to be guessed for them.
SOON = 5


@dataclass(frozen=True, slots=True)
class _Wait:
    problem: Problem
    stage: Stage
    unit_id: int
    began_on: date
    due_on: date | None = None


def clocks_of(problems: Iterable[Problem], calendar: Calendar) -> list[Clock]:
    """Return the clocks that run for `problems`, as they should be kept; none for those that wait for nobody.

    Args:
        problems: with their `remedies` and what these were promised for at hand, best fetched beforehand.
        calendar: what is known of working days.
    """
    waits = [wait for problem in problems if (wait := _wait(problem))]
    limits = limits_of({wait.unit_id for wait in waits})
    return [
        Clock(
            problem=wait.problem, stage=wait.stage, unit_id=wait.unit_id, began_on=wait.began_on,
            due_on=wait.due_on or _due(wait, limits[wait.unit_id], calendar),
        )
        for wait in waits
    ]  # fmt: skip


def _wait(problem: Problem) -> _Wait | None:
    stage = _STAGES.get(problem.state)
    if stage is None or problem.merged_into_id:
        return None
    if stage is Stage.IMPLEMENT:
        remedy = _next_remedy(problem)
        if remedy is None:
            return None
        return _Wait(problem, stage, _owner(remedy.promised_for or problem), remedy.promised_on, remedy.due_on)
    unit = _owner(problem) if stage is Stage.PROMISE else problem.unit_id
    return _Wait(problem, stage, unit, problem.state_on)


def _owner(problem: Problem) -> int:
    """Return the unit in charge of what was promised: its leaders may read it, which those of a remedy's need not.

    What moved with a merge stays with the unit that was in charge of it before.
    """
    return problem.owner_unit_id or problem.unit_id


def _next_remedy(problem: Problem) -> Remedy | None:
    left = [remedy for remedy in problem.remedies.all() if remedy.implemented_on is None]
    return min(left, key=lambda remedy: (remedy.due_on, remedy.pk), default=None)


def _due(wait: _Wait, limits: Limits, calendar: Calendar) -> date | None:
    return deadline(wait.began_on, limits.of(wait.stage), calendar).day
