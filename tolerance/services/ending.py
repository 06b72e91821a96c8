"""From the decision to the end: the letter, the day on which the outcome becomes final, the archive."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.clock import look_again_on
from tolerance.letters import issue
from tolerance.models import Case, Extension, Letter
from tolerance.models.case import KEPT
from tolerance.services.steps import note, refuse_codes, require, take_step, today_or
from tolerance.workflow import TABLE, OvertakenError, may_take, step_to, write_line

# How a name may be cleared, in the words of the letter.
SCOPES = {"letter": "书面澄清", "face": "当面澄清", "meeting": "会议澄清", "notice": "通报澄清"}
# From these states a case becomes final by itself once its time for review or appeal has passed.
BEFORE_FINAL = ("notified", "reviewed", "appeal_decided")
# What the history says, in Chinese as letters do; the letter that asked for the supplement has said so before.
LAPSED = "补正期限届满未补正，视为撤回申请。可以重新提出申请。"


@transaction.atomic
def notify(*, actor: User, case: Case, on: date | None = None) -> Letter:
    """Send the letter with the outcome, and return it.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
    """
    day = today_or(on)
    take_step(case, Case.State.NOTIFIED, actor=actor, on=day)
    return issue(case, Letter.Kind.DECISION, on=day)


@transaction.atomic
def close_case(*, actor: User, case: Case, on: date | None = None) -> None:
    """Archive a final case.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: a correction was ordered and has not been followed up.
    """
    done = case.correction in (Case.Correction.NONE, Case.Correction.FOLLOWED_UP)
    require(done, _("A correction was ordered; it must be followed up before the case is closed."))
    take_step(case, Case.State.CLOSED, actor=actor, on=today_or(on))


@transaction.atomic
def clear_name(  # noqa: PLR0913  # what a clearing says, and no more
    *, actor: User, case: Case, words: str, scope: str, agreed: bool, on: date | None = None
) -> Letter:
    """Clear the applicant's name of what was reported falsely, and return the letter that does.

    Args:
        actor: a lead.
        case: a final case.
        words: what was reported and turned out to be unfounded.
        scope: a name of one of `SCOPES`: how it is made known.
        agreed: whether the person agreed to it.
        on: the day.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: it is not said what was unfounded, there is no such scope, or the person has not agreed.
    """
    require(words.strip(), _("Say what was reported and turned out to be unfounded."))
    require(scope in SCOPES, _("Choose how it is made known."))
    require(agreed, _("Nobody's name is cleared in public without the person's agreement."))
    day = today_or(on)
    take_step(case, Case.State.CLARIFIED, actor=actor, on=day, detail=words)
    return issue(case, Letter.Kind.CLEARING, on=day, words=words, scope=SCOPES[scope])


@transaction.atomic
def suspend_case(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Suspend a case while other proceedings are under way; its clock stands still.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given.
    """
    require(reason.strip(), _("Give a reason."))
    take_step(case, Case.State.SUSPENDED, actor=actor, on=today_or(on), detail=reason)


@transaction.atomic
def resume_case(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Take a suspended case up again where it stood; the days that were left count on.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given.
    """
    require(reason.strip(), _("Give a reason."))
    take_step(case, case.suspended_from, actor=actor, on=today_or(on), detail=reason)


@transaction.atomic
def keep_suspended(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Say why a suspended case stays so; it is looked at again a published number of working days later.

    Raises:
        PermissionDenied: the actor could not take it up again either.
        OvertakenError: it is no longer suspended.
        RefusedError: no reason is given, or it holds a code.
    """
    require(reason.strip(), _("Give a reason."))
    refuse_codes(reason)
    locked, day = Case.objects.select_for_update().get(pk=case.pk), today_or(on)
    if locked.state != Case.State.SUSPENDED:
        raise OvertakenError
    step = step_to(locked, locked.suspended_from)
    if not may_take(actor, step, locked):
        raise PermissionDenied
    locked.due_on = look_again_on(day)
    locked.save(update_fields=["due_on"])
    write_line(locked, on=day, source=locked.state, target=KEPT, actor=actor, right=step.right, detail=reason)
    note(locked, "case.kept_suspended", actor)


def _make_final(case: Case, day: date) -> bool:
    try:
        with transaction.atomic():
            take_step(case, Case.State.FINAL, actor=None, on=day)
    except OvertakenError:
        # A review was asked for at the last moment; then the case is not final.
        return False
    return True


def _lapse(case: Case, day: date) -> bool:
    try:
        with transaction.atomic():
            take_step(case, Case.State.WITHDRAWN, actor=None, on=day, detail=LAPSED)
    except OvertakenError:
        # It was supplemented at the last moment.
        return False
    return True


def lapse_due_cases(*, on: date | None = None) -> int:
    """Take as withdrawn every case whose supplement did not come by its day, and return how many there were.

    Where more time was asked for and nobody has answered yet, the case waits for the answer.
    """
    day = today_or(on)
    asked = Extension.objects.filter(case=OuterRef("pk"), phase=Case.State.SUPPLEMENT, status=Extension.Status.ASKED)
    due = Case.objects.filter(state=Case.State.SUPPLEMENT, due_on__lt=day)
    return sum(_lapse(case, day) for case in due.exclude(Exists(asked)))


def finalise_due_cases(*, on: date | None = None) -> int:
    """Make final every case whose time for review or appeal has passed, and return how many there were."""
    day, done = today_or(on), 0
    for state in BEFORE_FINAL:
        days = TABLE[state, "final"].limit or 0
        for case in Case.objects.filter(state=state, state_on__lt=day - timedelta(days=days)):
            done += _make_final(case, day)
    return done
