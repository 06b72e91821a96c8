"""Says in words which steps lead on from a state; owns the words of who takes them, and no step: `workflow` does."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.permissions import holders_of
from feedback import standing
from feedback.models import Problem, Report
from feedback.state_picture import Arrow, picture
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


def _codes(table: tuple[Step, ...]) -> list[str]:
    return list(dict.fromkeys(code for step in table for code in (step.source, step.target)))


def _name(code: str) -> str:
    if code == POOLED:
        return str(standing.POOLED.label)
    kind = Report.State if code in Report.State.values else Problem.State
    return str(kind(code).label)


def _who(step: Step) -> str:
    return str(_BY[step.by]) if isinstance(step.by, By) else holders_of(step.by)


def drawn(table: tuple[Step, ...], name: str) -> SafeString:
    """Return a table of steps as a picture: what reporters do in another colour, what nobody does in dashes.

    Args:
        table: `workflow.REPORT` or `workflow.PROBLEM`.
        name: what tells the picture from others of the page.
    """
    places = {code: place for place, code in enumerate(_codes(table))}
    arrows = [
        Arrow(
            places[step.source], places[step.target],
            stroke="var(--seal)" if step.by is By.REPORTERS else "currentColor",
            dashes="5 4" if step.by in {By.POOL, By.CLOCK} else "",
        )
        for step in table
    ]  # fmt: skip
    title = _("%(states)d states and the %(steps)d steps between them, told in words below")
    told = str(title) % {"states": len(places), "steps": len(arrows)}
    return picture([_name(code) for code in places], arrows, name=name, title=told)


def states(table: tuple[Step, ...]) -> list[State]:
    """Return every state of a table of steps, in the order in which the table comes to it.

    Args:
        table: `workflow.REPORT` or `workflow.PROBLEM`.
    """
    return [
        State(code, _name(code), tuple((_name(step.target), _who(step)) for step in table if step.source == code))
        for code in _codes(table)
    ]
