"""Tells those who run evaluations what a recognised case must not touch, and records whether they honoured it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.effects import may_notify
from tolerance.lettering import AUTHORITY_ZH, zh_day
from tolerance.letters import issue
from tolerance.models import Case, EffectCheck, Letter
from tolerance.services.steps import note, refuse_codes, require, today_or
from tolerance.terms import EFFECTS, OUTCOMES_ZH
from tolerance.workflow import OvertakenError


@dataclass(frozen=True, slots=True)
class Told:
    """What is told to one office.

    Attributes:
        office: who runs the evaluations.
        evaluations: their codes.
        due_on: the day of the next of them.
    """

    office: str
    evaluations: Collection[str]
    due_on: date


@transaction.atomic
def send_effect_notice(*, actor: User, case: Case, told: Told, on: date | None = None) -> Letter:
    """Issue the notice to those who run evaluations, put down what is to be checked, and return the letter.

    Raises:
        PermissionDenied: the case has no effects yet, or they are not the actor's to tell.
        RefusedError: there is no office or no evaluation, the day has passed, or the office holds a code.
    """
    refuse_codes(told.office)
    day = today_or(on)
    if not may_notify(actor, case):
        raise PermissionDenied
    chosen = [one for one in EFFECTS if one.code in told.evaluations]
    require(told.office.strip(), _("Say who runs the evaluations."))
    require(chosen and len(chosen) == len(set(told.evaluations)), _("Choose at least one evaluation."))
    require(told.due_on >= day, _("The next evaluation cannot lie in the past."))
    letter = issue(
        case, Letter.Kind.EFFECT, on=day, addressee=told.office, person=case.concerned or case.addressee,
        outcome=OUTCOMES_ZH[case.outcome], authority=AUTHORITY_ZH[case.authority], due_on=zh_day(told.due_on),
        evaluations="；".join(one.zh for one in chosen),
    )  # fmt: skip
    EffectCheck.objects.bulk_create(
        EffectCheck(letter=letter, evaluation=one.code, office=told.office, due_on=told.due_on) for one in chosen
    )
    note(case, "case.effect_notice", actor, letter=letter.number)
    return letter


@transaction.atomic
def record_effect_check(
    *, actor: User, check: EffectCheck, honoured: bool, words: str = "", on: date | None = None
) -> None:
    """Record whether an evaluation honoured the case, once.

    Args:
        actor: a secretary over the case's unit.
        check: what was to be checked.
        honoured: whether it was.
        words: what was found; what was done about it, where it was not honoured.
        on: the day; today by default.

    Raises:
        PermissionDenied: it is not the actor's to check.
        OvertakenError: somebody else recorded it first.
        RefusedError: the evaluation lies ahead, it is not said what was done, or that holds a code.
    """
    refuse_codes(words)
    day, case = today_or(on), check.letter.case
    if not may_notify(actor, case):
        raise PermissionDenied
    require(day >= check.due_on or not honoured, _("The evaluation lies ahead; only afterwards it can be honoured."))
    require(honoured or words.strip(), _("Say what was done about it."))
    result = EffectCheck.Result.HONOURED if honoured else EffectCheck.Result.BROKEN
    here = EffectCheck.objects.filter(pk=check.pk, result=EffectCheck.Result.OPEN)
    if not here.update(result=result, words=words, checked_by=actor, checked_on=day):
        raise OvertakenError
    note(case, "case.effect_checked", actor, evaluation=check.evaluation, result=result.value)
