"""What the intake officer does: accept, ask for more once, decline, transfer."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.letters import issue
from tolerance.models import Case, Letter
from tolerance.services.steps import require, take_step, today_or


@transaction.atomic
def accept_case(*, actor: User, case: Case, on: date | None = None) -> None:
    """Accept the case and issue the letter of acceptance.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
    """
    day = today_or(on)
    take_step(case, Case.State.ACCEPTED, actor=actor, on=day, accepted_on=day)
    issue(case, Letter.Kind.ACCEPTANCE, on=day)


@transaction.atomic
def ask_supplement(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Ask the applicant for more material, once.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given, or more was asked for before.
    """
    require(reason.strip(), _("Give a reason."))
    asked = case.events.filter(target=Case.State.SUPPLEMENT).exists()
    require(not asked, _("More material was asked for before; that can be done once only."))
    take_step(case, Case.State.SUPPLEMENT, actor=actor, on=today_or(on), detail=reason)
    issue(case, Letter.Kind.SUPPLEMENT, on=today_or(on), reason=reason)


@transaction.atomic
def decline_case(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Decline the case and issue the letter that says why.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given.
    """
    require(reason.strip(), _("Give a reason."))
    day = today_or(on)
    take_step(case, Case.State.NOT_ACCEPTED, actor=actor, on=day, detail=reason)
    issue(case, Letter.Kind.DECLINE, on=day, reason=reason)


@transaction.atomic
def transfer_case(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Hand over what does not belong here; the case ends.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given.
    """
    require(reason.strip(), _("Say to whom the case goes and why."))
    take_step(case, Case.State.TRANSFERRED, actor=actor, on=today_or(on), detail=reason)
