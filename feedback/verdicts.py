"""THE rule of what the reporters' verdicts do to a problem; owns when a fix counts, and writes nothing.

A round begins each time a problem is implemented; only the verdicts of the running round count, one for each report
that is joined to the problem now and was not withdrawn. "Partly" is an answer that neither confirms nor reopens.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from feedback import anonymity
from feedback.models import Problem, ProblemEvent, Verdict

ENOUGH = 3
WATCH_DAYS = 90
# The states that verdicts can move on.
JUDGED = (Problem.State.IMPLEMENTED, Problem.State.WATCHED)
_VALUE = Verdict.Value
_OFFERED: dict[str, tuple[Verdict.Value, ...]] = {
    Problem.State.IMPLEMENTED: (_VALUE.FIXED, _VALUE.PARTLY, _VALUE.NOT_FIXED),
    Problem.State.CONFIRMED: (_VALUE.FIXED, _VALUE.CAME_BACK),
    Problem.State.WATCHED: (_VALUE.FIXED, _VALUE.CAME_BACK),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports are joined to a problem, and how many of them said what in the running round."""

    reports: int
    fixed: int = 0
    partly: int = 0
    not_fixed: int = 0
    came_back: int = 0

    @property
    def answers(self) -> int:
        """How many answered at all."""
        return self.fixed + self.partly + self.not_fixed + self.came_back

    @property
    def against(self) -> int:
        """How many say that the burden is still, or again, there."""
        return self.not_fixed + self.came_back


def offered(problem: Problem, today: date) -> tuple[Verdict.Value, ...]:
    """Return what may be said of a problem now; nothing where there is nothing to judge, or its watch has ended."""
    if problem.state == Problem.State.WATCHED and today > problem.state_on + timedelta(days=WATCH_DAYS):
        return ()
    return _OFFERED.get(problem.state, ())


def settles_before(today: date) -> date:
    """Return the day before which a watch must have begun to be settled today.

    What was said on the last day of the watch may lie in the pool for some days; all problems wait that long, so that
    waiting itself says nothing.
    """
    return today - timedelta(days=WATCH_DAYS + anonymity.pool_days() + 1)


def outcome(state: str, tally: Tally) -> Problem.State | None:
    """Return the state into which the verdicts move a problem, or None where they do not (yet)."""
    if state == Problem.State.WATCHED:
        return Problem.State.REBOUNDED if tally.came_back else None
    if state != Problem.State.IMPLEMENTED:
        return None
    if _confirms(tally):
        return Problem.State.CONFIRMED
    return Problem.State.REOPENED if _reopens(tally) else None


def _confirms(tally: Tally) -> bool:
    """Three who say so and more than are against; where fewer than three reported, all of them."""
    if tally.fixed >= ENOUGH:
        return tally.fixed > tally.against
    return 0 < tally.reports < ENOUGH and tally.fixed == tally.reports


def _reopens(tally: Tally) -> bool:
    """As many against as for it: three of them, or any once everybody has answered."""
    everybody = tally.against > 0 and tally.answers == tally.reports
    return tally.against >= tally.fixed and (tally.against >= ENOUGH or everybody)


def round_of(problem: Problem) -> int:
    """Return the running round: how often the problem has been implemented, and 1 before that."""
    return max(1, problem.events.filter(act=ProblemEvent.Act.IMPLEMENTED).count())


def tally_of(problem: Problem) -> Tally:
    """Return the count of the running round. Exact: for the rule alone, never to be shown."""
    voices = problem.reports.there()
    said = Verdict.objects.filter(problem=problem, report__in=voices, round=round_of(problem))
    counts = Counter(said.values_list("value", flat=True))
    return Tally(reports=voices.count(), **{str(value): counts[value] for value in Verdict.Value.values})
