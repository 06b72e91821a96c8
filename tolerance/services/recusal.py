"""Raises and settles the question whether somebody may sit on a case, and draws who sits instead."""

import secrets
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from tolerance.bodies import body_of, seat_now
from tolerance.models import Case, Recusal, Seat
from tolerance.recusal import eligible
from tolerance.services.seats import take_seats
from tolerance.services.steps import RefusedError, note, refuse_codes, require, today_or
from tolerance.workflow import CodeHolder, OvertakenError, is_applicant


def _raise(seat: Seat, question: Recusal) -> Recusal:
    require(question.ground.strip(), _("Give a reason."))
    refuse_codes(question.ground)
    asked = seat.case.recusals.filter(person=seat.user, status=Recusal.Status.OPEN).exists()
    require(not asked, _("Whether this person may sit is to be settled already."))
    question.case, question.person, question.part = seat.case, seat.user, seat.part
    question.save()
    # What is done by case code stands in no trail, since that holds a time of day.
    if question.raised_by:
        note(seat.case, "case.recusal_raised", question.raised_by, person=seat.user.username, source=question.source)
    return question


@transaction.atomic
def declare_recusal(*, actor: User, case: Case, ground: str, on: date | None = None) -> Recusal:
    """Declare that one should not sit on a case, and return the question that a lead settles.

    Raises:
        PermissionDenied: the actor has no seat in the body that works now.
        RefusedError: no reason is given, or the question is open already.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    seat = seat_now(actor, locked)
    if seat is None:
        raise PermissionDenied
    declared = Recusal.Source.DECLARED
    return _raise(seat, Recusal(source=declared, ground=ground, raised_by=actor, raised_on=today_or(on)))


@transaction.atomic
def object_to(*, actor: User | CodeHolder, case: Case, person: User, ground: str, on: date | None = None) -> Recusal:
    """Object, as the applicant with an account or a case code, to somebody of the body that works now.

    Raises:
        PermissionDenied: the actor is not the applicant.
        RefusedError: no reason is given, the person has no such seat, or the question is open or was settled already.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not is_applicant(actor, locked):
        raise PermissionDenied
    seat = seat_now(person, locked)
    if seat is None:
        raise RefusedError(_("This person does not sit on the case now."))
    objected = Recusal.Source.OBJECTED
    before = locked.recusals.filter(person=person, source=objected).exclude(status=Recusal.Status.OPEN)
    # Otherwise the same objection, made again and again, would keep a body from ever acting.
    require(not before.exists(), _("Your objection to this person was settled. Say what is new in a statement."))
    by = actor if isinstance(actor, User) else None
    return _raise(seat, Recusal(source=objected, ground=ground, raised_by=by, raised_on=today_or(on)))


def may_settle(user: User, recusal: Recusal) -> bool:
    """Return whether `user` may settle the question: a lead over the unit who is neither the person nor a party."""
    involved = {recusal.person_id, recusal.raised_by_id, recusal.case.applicant_id}
    return user.pk not in involved and may(user, "case.lead", recusal.case.unit_id)


@transaction.atomic
def settle_recusal(*, actor: User, recusal: Recusal, upheld: bool, reason: str, on: date | None = None) -> None:
    """Settle whether a person may sit; one who is recused loses the seat, and another is drawn.

    Args:
        actor: a lead.
        recusal: the open question.
        upheld: whether the person is recused.
        reason: why, for the person and whoever raised it.
        on: the day.

    Raises:
        PermissionDenied: the actor is no lead over the unit, or is involved.
        OvertakenError: another lead has settled it.
        RefusedError: no reason is given.
    """
    if not may_settle(actor, recusal):
        raise PermissionDenied
    require(reason.strip(), _("Give a reason."))
    refuse_codes(reason)
    day = today_or(on)
    case = Case.objects.select_for_update().get(pk=recusal.case_id)
    status = Recusal.Status.UPHELD if upheld else Recusal.Status.DISMISSED
    changed = Recusal.objects.filter(pk=recusal.pk, status=Recusal.Status.OPEN).update(
        status=status, decided_by=actor, decided_on=day, reason=reason
    )
    if not changed:
        raise OvertakenError
    recusal.refresh_from_db()
    note(case, "case.recusal_settled", actor, person=recusal.person.username, status=status.value)
    if upheld:
        case.seats.filter(user=recusal.person_id).delete()
        _draw(case, recusal, actor, day)


def is_vacant(recusal: Recusal) -> bool:
    """Return whether a seat is empty because of this recusal, while the body with that seat still works."""
    works = body_of(recusal.part).state == recusal.case.state
    return works and recusal.status == Recusal.Status.UPHELD and recusal.replacement_id is None


def _draw(case: Case, recusal: Recusal, actor: User, on: date) -> None:
    body = body_of(recusal.part)
    if body.state != case.state:
        return
    right = "case.convene" if recusal.part == Seat.Part.CHAIR else body.right
    pool = list(eligible(case, right)) or list(eligible(case, body.right))
    if not pool:
        return
    drawn = secrets.choice(pool)
    recusal.drawn_from, recusal.replacement = [user.username for user in pool], drawn
    recusal.save(update_fields=["drawn_from", "replacement"])
    take_seats(case, [drawn], Seat.Part(recusal.part), on)
    note(case, "case.drawn", actor, person=drawn.username, out_of=" ".join(recusal.drawn_from))


@transaction.atomic
def draw_replacement(*, actor: User, recusal: Recusal, on: date | None = None) -> None:
    """Draw for a seat that stayed empty because nobody was there to be drawn.

    Raises:
        PermissionDenied: the actor neither leads nor appoints.
        RefusedError: the seat is not empty, or still nobody can be drawn.
    """
    case = Case.objects.select_for_update().get(pk=recusal.case_id)
    if actor.pk == case.applicant_id or not any(may(actor, one, case.unit_id) for one in ("case.lead", "case.appoint")):
        raise PermissionDenied
    recusal.refresh_from_db()
    recusal.case = case
    require(is_vacant(recusal), _("This seat is not empty."))
    _draw(case, recusal, actor, today_or(on))
    require(recusal.replacement_id, _("Nobody is left who may sit on this case. Grant the role to others first."))
