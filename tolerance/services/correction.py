"""The correction (纠错), which runs beside the case from the decision on, also where the error was not tolerated."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.letters import issue
from tolerance.models import Case, Letter
from tolerance.services.steps import require, take_step, today_or
from tolerance.workflow import IllegalMoveError


@transaction.atomic
def order_correction(*, actor: User, case: Case, what: str, on: date | None = None) -> None:
    """Order a correction and issue the notice that says what must be put right.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: it is not said what.
    """
    if case.correction:
        raise IllegalMoveError
    require(what.strip(), _("Say what must be put right."))
    take_step(case, Case.Correction.CORRECTING, actor=actor, on=today_or(on), detail=what, rectification=what)
    issue(case, Letter.Kind.CORRECTION, on=today_or(on))


@transaction.atomic
def report_correction(*, actor: User, case: Case, report: str, on: date | None = None) -> None:
    """Report what was put right.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the report is empty.
    """
    require(report.strip(), _("Say what was put right."))
    take_step(case, Case.Correction.CORRECTED, actor=actor, on=today_or(on), detail=report)


@transaction.atomic
def follow_up(*, actor: User, case: Case, result: str, holds: bool = True, on: date | None = None) -> None:
    """Record the check of the correction. One that does not hold is open again, with a new period from this day on.

    Args:
        actor: a verifier.
        case: the case.
        result: what the check showed; of a correction that does not hold, what is still to be put right.
        holds: whether the correction holds.
        on: the day.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the result is empty.
    """
    require(result.strip(), _("Say what the check showed."))
    target = Case.Correction.FOLLOWED_UP if holds else Case.Correction.CORRECTING
    if case.correction != Case.Correction.CORRECTED:
        raise IllegalMoveError
    take_step(case, target, actor=actor, on=today_or(on), detail=result)
