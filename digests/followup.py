"""What became of earlier instructions, for the figures of an edition; owns which of them an edition opens with.

Everything is taken as it stood on the edition's last day, from the history: an edition that is built again later tells
the same. Instructions are the words of staff and count nobody, so that no cell has to be covered.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Unit
from digests.models import Instruction, InstructionEvent

ANSWERING = {Instruction.State.GIVEN, Instruction.State.RETURNED}
Row = dict[str, Any]


def followup(unit: Unit, start: date, end: date) -> list[Row]:
    """Return the instructions that an edition tells about, those that are late first.

    Args:
        unit: the unit of the edition. Told are the instructions on its own editions and, where they are late, those
            on editions of the units below: what is not answered rises.
        start: the first day of the period; what was accepted before it is told no more.
        end: the last day of the period, up to which history counts.
    """
    below = unit.descendants(include_self=True)
    rows = Instruction.objects.filter(edition__unit__in=below, given_on__lte=end).filter(
        Q(edition__unit=unit) | Q(due_on__lt=end)
    )
    found = rows.select_related("owner_unit", "edition__unit").prefetch_related("events")
    told = (_row(each, unit, start, end) for each in found)
    return sorted((row for row in told if row), key=lambda row: (-row["days_late"], row["due_on"], row["key"]))


def _row(instruction: Instruction, unit: Unit, start: date, end: date) -> Row | None:
    past = [event for event in instruction.events.all() if event.on <= end]
    if not past or (past[-1].state == Instruction.State.ACCEPTED and past[-1].on < start):
        return None
    state, own = past[-1].state, instruction.edition.unit_id == unit.pk
    late = max(0, (end - instruction.due_on).days) if state in ANSWERING else 0
    if not (own or late):
        return None
    return {
        "key": instruction.pk,
        "item": instruction.item_title,
        "words": instruction.words,
        "owner": instruction.owner_unit.name,
        "by": "" if own else instruction.edition.unit.name,
        "given_on": str(instruction.given_on),
        "due_on": str(instruction.due_on),
        "state": state,
        "state_on": str(past[-1].on),
        "answer": _last_answer(past),
        "days_late": late,
    }


def _last_answer(past: Iterable[InstructionEvent]) -> str:
    return next((event.words for event in reversed(list(past)) if event.state == Instruction.State.ANSWERED), "")
