"""Review by others, which never ends worse, and appeal to the level above."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.models import Case
from tolerance.services.steps import require, take_step, today_or

# From mildest to harshest.
SEVERITY = (Case.Outcome.WAIVE, Case.Outcome.MITIGATE, Case.Outcome.LIGHTEN, Case.Outcome.NOT_TOLERATED)


def no_worse(outcome: str) -> list[str]:
    """Return the outcomes that are no worse than `outcome`."""
    return [one.value for one in SEVERITY[: SEVERITY.index(Case.Outcome(outcome)) + 1]]


@transaction.atomic
def request_review(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Ask for a review within the time the letter gives.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given.
    """
    require(reason.strip(), _("Give a reason."))
    take_step(case, Case.State.REVIEW_REQUESTED, actor=actor, on=today_or(on), detail=reason)


@transaction.atomic
def decide_review(*, actor: User, case: Case, outcome: str, reason: str, on: date | None = None) -> None:
    """Record the outcome of the review, by somebody who had no seat in the first instance.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the outcome is worse than before, or has no reasons.
    """
    require(reason.strip(), _("Give the reasons for the outcome."))
    require(outcome in no_worse(case.outcome), _("A review never ends worse than before."))
    take_step(case, Case.State.REVIEWED, actor=actor, on=today_or(on), detail=reason, outcome=outcome, reason=reason)


@transaction.atomic
def appeal(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Record an appeal to the level above.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given.
    """
    require(reason.strip(), _("Give a reason."))
    take_step(case, Case.State.APPEALED, actor=actor, on=today_or(on), detail=reason)


@transaction.atomic
def decide_appeal(*, actor: User, case: Case, reason: str, on: date | None = None) -> None:
    """Record how the level above answered the appeal.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given.
    """
    require(reason.strip(), _("Give a reason."))
    take_step(case, Case.State.APPEAL_DECIDED, actor=actor, on=today_or(on), detail=reason)
