"""Tells a decided case as a lesson: one lead writes, the person agrees, another lead checks and publishes.

The person agrees to what was on the page, which is known by its mark: what was rewritten meanwhile, or is to be told to
others than before, is not agreed to.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from search.services import mark
from tolerance.deidentifying import left_in
from tolerance.models import Case, Precedent
from tolerance.numbering import next_number
from tolerance.scopes import FEWEST, TOO_FEW, holds
from tolerance.services.steps import note, refuse_codes, require, take_step, today_or
from tolerance.workflow import CodeHolder, is_applicant


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a precedent says.

    Attributes:
        title: the matter in a few words.
        facts: what happened, without anything that tells who it is about.
        reasoning: how it was judged.
        lesson: what others learn from it.
        scope: to whom it is told, one of `Precedent.Scope`.
    """

    title: str
    facts: str
    reasoning: str
    lesson: str
    scope: str = Precedent.Scope.PUBLIC

    def words(self) -> str:
        """Return all of it as one text."""
        return f"{self.title}\n{self.facts}\n{self.reasoning}\n{self.lesson}"


def may_tell(user: User, case: Case) -> bool:
    """Return whether `user` may write or check the lesson of a case: a lead of its unit, not the applicant."""
    return user.pk != case.applicant_id and may(user, "case.lead", case.unit_id)


@transaction.atomic
def write_precedent(*, actor: User, case: Case, lesson: Lesson, on: date | None = None) -> Precedent:
    """Write or rewrite the lesson of a final case; what the person agreed to before no longer counts.

    Raises:
        PermissionDenied: the actor is no lead of the unit, or the applicant.
        RefusedError: the case is not final, a part is empty, a known name, day, number or code is still in it, or too
            few staff stand behind its scope.
    """
    refuse_codes(lesson.words())
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not may_tell(actor, locked):
        raise PermissionDenied
    require(locked.state == Case.State.FINAL, _("Only a case that is final can be told as a lesson."))
    texts = (lesson.title, lesson.facts, lesson.reasoning, lesson.lesson)
    require(all(text.strip() for text in texts), _("Fill in every part of the lesson."))
    still = left_in(locked, lesson.words())
    require(not still, _("This could still tell who it is about: {words}").format(words="、".join(still)))
    _require_enough(lesson.scope, locked)
    values = {
        "title": lesson.title, "facts": lesson.facts, "reasoning": lesson.reasoning, "lesson": lesson.lesson,
        "scope": lesson.scope, "written_by": actor, "written_on": today_or(on), "agreed_on": None,
    }  # fmt: skip
    precedent, _made = Precedent.objects.update_or_create(case=locked, defaults=values)
    note(locked, "case.lesson", actor)
    return precedent


def _require_enough(scope: str, case: Case) -> None:
    require(scope in Precedent.Scope.values, _("Choose who may read it."))
    require(holds(scope, case.unit_id), str(TOO_FEW).format(fewest=FEWEST))


def mark_of(precedent: Precedent) -> str:
    """Return the mark of a lesson as it is written, in hexadecimal: any change of a word or its scope changes it."""
    parts = (precedent.title, precedent.facts, precedent.reasoning, precedent.lesson, precedent.scope)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@transaction.atomic
def agree_to_precedent(
    *, actor: User | CodeHolder, precedent: Precedent, read: str | None = None, on: date | None = None
) -> None:
    """Agree, as the person it is about, to its publication as it was read.

    Args:
        actor: the applicant; with a case code nothing stands in the trail of staff.
        precedent: the lesson.
        read: its mark when it was read; None where `precedent` itself is what was read.
        on: the day; today by default.

    Raises:
        PermissionDenied: the actor is not the applicant.
        RefusedError: it is published already, or was rewritten since the person read it.
    """
    if not is_applicant(actor, precedent.case):
        raise PermissionDenied
    meanwhile = _("The lesson was changed or published meanwhile. Please read it again.")
    require(read is None or read == mark_of(precedent), meanwhile)
    same = Precedent.objects.filter(pk=precedent.pk, published_on__isnull=True, agreed_on__isnull=True)
    same = same.filter(scope=precedent.scope)
    same = same.filter(facts=precedent.facts, reasoning=precedent.reasoning, lesson=precedent.lesson)
    changed = same.filter(title=precedent.title).update(agreed_on=today_or(on))
    require(changed, meanwhile)
    if isinstance(actor, User):
        note(precedent.case, "case.lesson_agreed", actor)


def _key(scope: str, day: date) -> str:
    """Return a new key. That of a narrow scope is drawn: a gap among numbers would tell the public that it is there."""
    drawn = scope != Precedent.Scope.PUBLIC
    return f"{day.year}-{secrets.token_hex(5) if drawn else next_number('LJ', day.year)}"


@transaction.atomic
def publish_precedent(*, actor: User, case: Case, on: date | None = None) -> Precedent:
    """Publish the lesson, as a second lead who has compared it with the case, and return it.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: there is none, the actor wrote it, the person has not agreed, it is for nobody else to read, or
            too few staff stand behind its scope by now.
    """
    locked = Precedent.objects.select_for_update().filter(case=case).first()
    if locked is None:
        require(condition=False, reason=_("There is no lesson to publish yet."))
        raise PermissionDenied
    require(locked.written_by_id != actor.pk, _("Somebody other than the writer must check the lesson."))
    require(locked.agreed_on, _("The person it is about has not agreed to its publication."))
    kept = _("This lesson is for nobody else to read: it stays with the case, which can be closed.")
    require(locked.scope != Precedent.Scope.NONE, kept)
    _require_enough(locked.scope, case)
    day = today_or(on)
    take_step(case, Case.State.PUBLISHED, actor=actor, on=day)
    locked.key = _key(locked.scope, day)
    locked.checked_by, locked.published_on = actor, day
    locked.save(update_fields=["key", "checked_by", "published_on"])
    mark("precedent", locked.key)
    return locked
