"""Says in words which steps lead on from a state; owns the words of who takes them, and no step: `workflow` does."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import holders_of
from feedback import standing
from feedback.models import Problem, Report
from feedback.workflow import POOLED, By, Step

_BY: dict[By, Promise] = {
    By.POOL: _("the sealed pool, with others"),
    By.REPORTERS: _("those who reported it"),
    By.CLOCK: _("the passing of time"),
}


@dataclass(frozen=True, slots=True)
class State:
    """One state and what may follow.

    Attributes:
        code: as in the table, such as `open`.
        name: what the reader calls it.
        steps: the name of each state that may follow, and who takes that step.
    """

    code: str
    name: str
    steps: tuple[tuple[str, str], ...]


def _name(code: str) -> str:
    if code == POOLED:
        return str(standing.POOLED.label)
    kind = Report.State if code in Report.State.values else Problem.State
    return str(kind(code).label)


def _who(step: Step) -> str:
    return str(_BY[step.by]) if isinstance(step.by, By) else holders_of(step.by)


def states(table: tuple[Step, ...]) -> list[State]:
    """Return every state of a table of steps, in the order in which the table comes to it.

    Args:
        table: `workflow.REPORT` or `workflow.PROBLEM`.
    """
    codes = dict.fromkeys(code for step in table for code in (step.source, step.target))
    return [
        State(code, _name(code), tuple((_name(step.target), _who(step)) for step in table if step.source == code))
        for code in codes
    ]
