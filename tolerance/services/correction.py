"""The correction (纠错), which runs beside the case from the decision on, also where the error was not tolerated."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.letters import issue
from tolerance.models import Case, Letter
from tolerance.services.steps import require, take_step, today_or


@transaction.atomic
def order_correction(*, actor: User, case: Case, what: str, on: date | None = None) -> None:
    """Order a correction and issue the notice that says what must be put right.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: it is not said what.
    """
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
def follow_up(*, actor: User, case: Case, result: str, on: date | None = None) -> None:
    """Record the check of the correction.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the result is empty.
    """
    require(result.strip(), _("Say what the check showed."))
    take_step(case, Case.Correction.FOLLOWED_UP, actor=actor, on=today_or(on), detail=result)
