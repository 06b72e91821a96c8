"""THE states of tasks; owns which may follow which and by which kind of remedy, and the only function that moves one.

What is demanded no more stays so: a task that is ordered again becomes a row of its own, with a flag.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.models import Task
from feedback.models.task import LIVE_STATES
from feedback.workflow import StateConflict

States = Task.State


@dataclass(frozen=True, slots=True)
class Way:
    """What a decision of a kind (`taxonomy.REMEDIES`) makes of a task; whether it needs a reason or another task."""

    kind: str
    target: str
    reason: bool = False
    other: bool = False


WAYS = {
    way.kind: way
    for way in (
        Way("RM01", States.CANCELLED),
        Way("RM02", States.MERGED, other=True),
        Way("RM03", States.SIMPLIFIED),
        Way("RM09", States.REDUCED),
        Way("RM04", States.SHARED),
        Way("RM16", States.KEPT, reason=True),
    )
}
# The table in full: from every state that is live to every target.
TABLE = {(source, way.target) for source in LIVE_STATES for way in WAYS.values()}


def may_follow(state: str, target: str) -> bool:
    """Return whether a task in `state` may become `target`."""
    return (state, target) in TABLE


def move_task(key: UUID, target: str, *, on: date, into: UUID | None = None) -> None:
    """Change the state of one task.

    Args:
        key: the task.
        target: the new state.
        on: the day that it bears.
        into: the task that it is merged into, where it is.

    Raises:
        StateConflict: it is no longer demanded, or `into` is not.
    """
    if into is not None and not Task.objects.live().filter(pk=into).exclude(pk=key).exists():
        raise StateConflict(target)
    sources = [source for source, end in TABLE if end == target]
    rows = Task.objects.filter(pk=key, state__in=sources)
    if not rows.update(state=target, state_on=on, merged_into=into):
        raise StateConflict(target)
