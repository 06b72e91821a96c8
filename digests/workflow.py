"""THE states of instructions; owns which may follow which and by whose right, and the only function that moves."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import may
from digests.models import Instruction
from feedback.workflow import StateConflict
from search.services import mark


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table; the right must be held over the unit that answers or over that of the edition."""

    source: str
    target: str
    right: str


STEPS = (
    Step("given", "answered", "instruction.answer"),
    Step("returned", "answered", "instruction.answer"),
    Step("answered", "accepted", "instruction.give"),
    Step("answered", "returned", "instruction.give"),
)


def _unit_of(instruction: Instruction, right: str) -> Unit:
    return instruction.owner_unit if right == "instruction.answer" else instruction.edition.unit


def may_move(user: User, instruction: Instruction, to: str) -> bool:
    """Return whether `to` may follow the instruction's state and `user` holds the right to it."""
    line = next((each for each in STEPS if (each.source, each.target) == (instruction.state, to)), None)
    return line is not None and may(user, line.right, _unit_of(instruction, line.right))


@transaction.atomic
def move(instruction: Instruction, to: str, *, actor: User, words: str = "") -> None:
    """Move to state `to`, with what the actor wrote, in history and audit trail.

    Raises:
        PermissionDenied: the actor holds no right that leads to that state.
        StateConflict: it does not follow the present state, or another was quicker.
    """
    lines = [line for line in STEPS if line.target == to]
    if not any(may(actor, line.right, _unit_of(instruction, line.right)) for line in lines):
        raise PermissionDenied
    today = timezone.localdate()
    rows = Instruction.objects.filter(pk=instruction.pk, state__in=[line.source for line in lines])
    if not rows.update(state=to, state_on=today):
        raise StateConflict
    instruction.refresh_from_db(fields=["state", "state_on"])
    instruction.events.create(state=to, words=words, actor=actor, on=today)
    mark("instruction", str(instruction.pk))
    audit.record(actor=actor, act=f"instruction.{to}", subject=f"instruction:{instruction.pk}")
