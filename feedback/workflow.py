"""THE states of reports and problems; owns which may follow which and by whose right, and the only function that moves.

A step is taken either by a user who holds a right of `accounts.permissions`, or by nobody with an account: the sealed
pool, the reporters, the clock. Never read the state to decide what may be done: ask `may_move`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from feedback import access
from feedback.models import Problem, ProblemEvent, Report
from feedback.winding import wind_clock

# Where a report is before it is a row of `Report`.
POOLED = "pooled"


class By(Enum):
    """Who takes a step without an account."""

    POOL = "the sealed pool"
    REPORTERS = "the reporters"
    CLOCK = "the clock"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table; `by` is a right of `accounts.permissions`, or who takes it without one."""

    source: str
    target: str
    by: str | By


REPORT = (
    Step("pooled", "released", By.POOL),
    Step("released", "triaged", "problem.create"),
    Step("released", "declined", "report.decline"),
    Step("triaged", "released", "problem.create"),
    Step("released", "withdrawn", By.REPORTERS),
)
PROBLEM = (
    Step("open", "assigned", "problem.assign"),
    Step("assigned", "open", "problem.assign"),
    Step("assigned", "promised", "problem.promise"),
    Step("promised", "implemented", "problem.implement"),
    Step("implemented", "confirmed", By.REPORTERS),
    Step("implemented", "reopened", By.REPORTERS),
    Step("reopened", "assigned", "problem.assign"),
    Step("reopened", "promised", "problem.promise"),
    Step("confirmed", "watched", By.CLOCK),
    Step("watched", "rebounded", By.REPORTERS),
    Step("watched", "settled", By.CLOCK),
    Step("rebounded", "assigned", "problem.assign"),
    Step("rebounded", "promised", "problem.promise"),
    Step("open", "kept", "problem.keep"),
    Step("assigned", "kept", "problem.keep"),
    Step("promised", "kept", "problem.keep"),
    Step("reopened", "kept", "problem.keep"),
    Step("rebounded", "kept", "problem.keep"),
)


class StateConflict(Exception):  # noqa: N818  # it is no error: another was quicker
    """The row is not, or no longer, in a state from which the wanted one may follow."""


def step(subject: Report | Problem, to: str) -> Step | None:
    """Return the line of the table from the subject's state to `to`, or None where there is none."""
    table = REPORT if isinstance(subject, Report) else PROBLEM
    return next((line for line in table if (line.source, line.target) == (subject.state, to)), None)


def may_move(user: User, subject: Report | Problem, to: str) -> bool:
    """Return whether `to` may follow and `user` holds the right to it."""
    line = step(subject, to)
    if line is None or isinstance(line.by, By):
        return False
    if isinstance(subject, Report):
        return access.may_on_report(user, line.by, subject)
    return access.may_on_problem(user, line.by, subject)


@transaction.atomic
def move(subject: Report | Problem, to: str, *, actor: User | None, note: str = "", **changes: Any) -> None:
    """Change the state of one row, with `changes` to its other fields in the same statement.

    A problem's move is written into its history with `note`, and its clock runs anew.

    Args:
        subject: the row as it was read; its state is the one that must still hold.
        to: the new state.
        actor: who moves it; None where the table says pool, reporters or clock.
        note: a line for the history of a problem, never a reporter's words.
        changes: further fields and their new values.

    Raises:
        StateConflict: `to` may not follow, or another was quicker.
        PermissionDenied: the actor may not, or there is an actor where there must be none.
    """
    line = step(subject, to)
    if line is None:
        raise StateConflict(f"{subject.state} -> {to}")
    if isinstance(line.by, By) != (actor is None) or (actor and not may_move(actor, subject, to)):
        raise PermissionDenied
    today = timezone.localdate()
    # What a reporter does to the own report leaves no day.
    dated = isinstance(subject, Problem) or actor is not None
    values = {"state": to, **({"state_on": today} if dated else {}), **changes}
    # What is merged away rests: whoever acts on it at that moment came too late.
    still = {"state": subject.state, **({"merged_into": None} if isinstance(subject, Problem) else {})}
    if not type(subject).objects.filter(pk=subject.pk, **still).update(**values):
        raise StateConflict(f"{subject.state} -> {to}")
    for name, value in values.items():
        setattr(subject, name, value)
    if isinstance(subject, Problem):
        act = ProblemEvent.Act.HANDED_BACK if to == Problem.State.OPEN else to
        ProblemEvent.objects.create(problem=subject, on=today, actor=actor, act=act, detail=note)
        wind_clock(subject)
