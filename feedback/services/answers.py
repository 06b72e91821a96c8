"""Writes, publishes and withdraws public answers; owns those writes, and that nobody publishes the own words."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check
from feedback.models import PublicAnswer
from feedback.workflow import StateConflict
from search.services import mark


@transaction.atomic
def write_answer(*, unit: Unit, question: str, answer: str, category: str, actor: User) -> PublicAnswer:
    """Write an answer for a second person to read, and return it.

    Raises:
        PermissionDenied: the actor may not write for the unit.
    """
    check(actor, "answer.write", unit)
    made = PublicAnswer.objects.create(
        unit=unit, question=question, answer=answer, category=category, written_by=actor,
        written_on=timezone.localdate(),
    )  # fmt: skip
    _note(made, "answer.write", actor)
    return made


@transaction.atomic
def publish_answer(*, answer: PublicAnswer, actor: User) -> None:
    """Let everybody read an answer that another person wrote.

    Raises:
        ValidationError: the actor wrote it.
        StateConflict: it is published already.
        PermissionDenied: the actor may not publish for the unit.
    """
    check(actor, "answer.write", answer.unit)
    if answer.written_by_id == actor.pk:
        raise ValidationError(_("Somebody else must read it before it is published."))
    waiting = PublicAnswer.objects.filter(pk=answer.pk, published_by=None)
    if not waiting.update(published_by=actor, published_on=timezone.localdate()):
        raise StateConflict(str(answer.pk))
    _note(answer, "answer.publish", actor)


@transaction.atomic
def withdraw_answer(*, answer: PublicAnswer, actor: User) -> None:
    """Delete an answer, published or not.

    Raises:
        PermissionDenied: the actor may not write for the unit.
    """
    check(actor, "answer.write", answer.unit)
    _note(answer, "answer.withdraw", actor)
    PublicAnswer.objects.filter(pk=answer.pk).delete()


def _note(answer: PublicAnswer, act: str, actor: User) -> None:
    audit.record(actor=actor, act=act, subject=f"answer:{answer.pk}", detail={"unit": answer.unit_id})
    mark("answer", str(answer.pk))
