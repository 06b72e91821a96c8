"""Appointing verifiers, and closing the verification once each has found on every criterion."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.models import Case, Seat
from tolerance.recusal import eligible
from tolerance.services.seats import take_seats
from tolerance.services.steps import require, take_step, today_or

FEWEST_VERIFIERS = 2


@transaction.atomic
def appoint_verifiers(*, actor: User, case: Case, verifiers: Collection[User], on: date | None = None) -> None:
    """Appoint at least two verifiers, none of them recused, and begin the verification.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: too few, or one of them may not verify this case.
    """
    chosen = {user.pk for user in verifiers}
    require(len(chosen) >= FEWEST_VERIFIERS, _("Choose at least two verifiers."))
    allowed = set(eligible(case, "case.verify").values_list("pk", flat=True))
    require(chosen <= allowed, _("One of those chosen may not verify this case."))
    day = today_or(on)
    take_step(case, Case.State.VERIFYING, actor=actor, on=day)
    take_seats(case, verifiers, Seat.Part.VERIFIER, day)


@transaction.atomic
def complete_verification(*, actor: User, case: Case, on: date | None = None) -> None:
    """Close the verification.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the verifiers may not act: too few, recused, or not done.
    """
    take_step(case, Case.State.VERIFIED, actor=actor, on=today_or(on))
