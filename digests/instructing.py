"""The only writers of instructions: give one on an item, answer it, accept or return the answer."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check
from digests.items import items_of
from digests.models import Edition, Instruction
from digests.workflow import move
from feedback.anonymity import is_within
from search.services import mark


@transaction.atomic
def give_instruction(  # noqa: PLR0913  # each is a field of the instruction
    *, edition: Edition, item: str, words: str, owner_unit: Unit, due_on: date, actor: User
) -> Instruction:
    """Give an instruction on an item of an edition, and return it.

    Args:
        edition: the edition that was read.
        item: the key of one of its items, see `digests.items`.
        words: what shall be done, in plain text.
        owner_unit: the unit that answers; the edition's own or one below it.
        due_on: the last day for the answer, today or later.
        actor: who instructs.

    Raises:
        PermissionDenied: the actor may not instruct on editions of this unit.
        ValidationError: item, unit or day cannot be; by field.
    """
    check(actor, "instruction.give", edition.unit)
    today, titles = timezone.localdate(), dict(items_of(edition.figures))
    if item not in titles:
        raise ValidationError({"item": _("Please choose an item of this edition.")})
    if not is_within(owner_unit, edition.unit):
        raise ValidationError({"owner_unit": _("Please choose this unit or one below it.")})
    if due_on < today:
        raise ValidationError({"due_on": _("The day must not lie in the past.")})
    instruction = Instruction.objects.create(
        edition=edition, item=item, item_title=titles[item], words=words, owner_unit=owner_unit, due_on=due_on,
        given_on=today, state_on=today,
    )  # fmt: skip
    instruction.events.create(state=Instruction.State.GIVEN, words=words, actor=actor, on=today)
    facts = {"edition": edition.pk, "item": item, "owner": owner_unit.name, "due_on": due_on.isoformat()}
    mark("instruction", str(instruction.pk))
    audit.record(actor=actor, act="instruction.given", subject=f"instruction:{instruction.pk}", detail=facts)
    return instruction


def answer_instruction(*, instruction: Instruction, words: str, actor: User) -> None:
    """Say for the unit what was done.

    Raises:
        PermissionDenied: the actor does not answer for the unit.
        StateConflict: it waits for no answer.
    """
    move(instruction, Instruction.State.ANSWERED, actor=actor, words=words)


def accept_answer(*, instruction: Instruction, actor: User) -> None:
    """Take the answer as done; the instruction is closed.

    Raises:
        PermissionDenied: the actor does not instruct here.
        StateConflict: there is no answer to accept.
    """
    move(instruction, Instruction.State.ACCEPTED, actor=actor)


def return_answer(*, instruction: Instruction, words: str, actor: User) -> None:
    """Give the answer back with the reason; the unit answers again, and the day stays.

    Raises:
        PermissionDenied: the actor does not instruct here.
        StateConflict: there is no answer to return.
    """
    move(instruction, Instruction.State.RETURNED, actor=actor, words=words)
