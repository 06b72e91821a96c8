"""What a recognised case must not touch, who tells the evaluators, and what is still to be checked; writes nothing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import may, units_where
from tolerance.judging import TOLERANT
from tolerance.models import Case, EffectCheck
from tolerance.terms import EFFECTS

# A case has effects once its outcome is final: until then a review may still change it.
IN_EFFECT = ("final", "clarified", "published", "closed")


@dataclass(frozen=True, slots=True)
class Untouched:
    """One evaluation that the case must not touch; `local` where only one place's rules are known to say so."""

    name: str
    local: bool


def untouched() -> list[Untouched]:
    """Return what a recognised case must not touch, in the reader's language."""
    return [Untouched(str(EffectCheck.Evaluation(one.code).label), one.local) for one in EFFECTS]


def is_recognised(case: Case) -> bool:
    """Return whether the error was tolerated, in whatever measure."""
    return case.outcome in TOLERANT


def may_notify(user: User, case: Case) -> bool:
    """Return whether `user` may tell evaluators of the case, and check what they did: a secretary, in no own case."""
    final = is_recognised(case) and case.state in IN_EFFECT
    return final and case.applicant_id != user.pk and may(user, "case.notify", case.unit_id)


def checks_of(case: Case) -> QuerySet[EffectCheck]:
    """Return all that was told to evaluators of a case, the earliest day first."""
    return EffectCheck.objects.filter(letter__case=case).select_related("letter", "checked_by")


def checks_for(user: User) -> QuerySet[EffectCheck]:
    """Return what `user` has still to check, the earliest day first."""
    units = units_where(user, "case.notify")
    rows = EffectCheck.objects.filter(result=EffectCheck.Result.OPEN, letter__case__unit__in=units)
    return rows.exclude(letter__case__applicant=user).select_related("letter__case")


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be checked, and whether its day has come."""

    check: EffectCheck
    case: Case
    due: bool


def reminders_for(user: User, today: date) -> list[Reminder]:
    """Return what `user` has still to check as a dated list, the earliest day first."""
    return [Reminder(one, one.letter.case, one.due_on <= today) for one in checks_for(user)]
