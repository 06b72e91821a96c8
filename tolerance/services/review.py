"""Review by others as a panel, which never ends worse, and appeal to the level above."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from tolerance.bodies import REVIEW, sitting
from tolerance.judging import allowance_of, departs, missing_from, votes_of
from tolerance.letters import issue
from tolerance.models import Case, Letter, Seat
from tolerance.recusal import eligible
from tolerance.services.seats import take_seats
from tolerance.services.steps import note, require, take_step, today_or
from tolerance.workflow import OvertakenError

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


def may_appoint_reviewers(user: User, case: Case) -> bool:
    """Return whether it is for `user` to appoint those who review the case, which waits for them."""
    waits = case.state == Case.State.REVIEW_REQUESTED and not sitting(case, REVIEW)
    return waits and user.pk != case.applicant_id and may(user, "case.appoint", case.unit_id)


@transaction.atomic
def appoint_reviewers(*, actor: User, case: Case, reviewers: Collection[User], on: date | None = None) -> None:
    """Appoint those who review: an odd number, at least three, none with a part in the case before.

    Raises:
        PermissionDenied: the actor does not appoint here, or the case waits for no reviewers.
        OvertakenError: somebody else has appointed them.
        RefusedError: too few, an even number, or one of them may not sit on this case.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not may_appoint_reviewers(actor, locked):
        if sitting(locked, REVIEW) and actor.pk != locked.applicant_id and may(actor, "case.appoint", locked.unit_id):
            raise OvertakenError
        raise PermissionDenied
    chosen = {user.pk for user in reviewers}
    enough = len(chosen) >= REVIEW.fewest and len(chosen) % 2
    require(enough, _("A review needs an odd number of people, at least three, none of whom had a part before."))
    allowed = set(eligible(locked, REVIEW.right).values_list("pk", flat=True))
    require(chosen <= allowed, _("One of those chosen may not sit on this case."))
    take_seats(locked, reviewers, Seat.Part.REVIEWER, today_or(on))
    note(locked, "case.reviewers", actor)


@transaction.atomic
def decide_review(  # noqa: PLR0913  # what a review says, and no more
    *, actor: User, case: Case, outcome: str, reason: str, departure: str = "", on: date | None = None
) -> None:
    """Record what the reviewers decided by a majority of their votes, and issue the letter that says so.

    Args:
        actor: one of the reviewers.
        case: the case.
        outcome: one of `Case.Outcome`, no worse than before.
        reason: the reasons as the applicant will read them.
        departure: why a changed outcome departs from what the reviewers' findings allow; empty where it does not.
        on: the day.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the outcome is worse than before, has no majority or no reasons, or the reviewers may not act.
    """
    require(reason.strip(), _("Give the reasons for the outcome."))
    require(outcome in no_worse(case.outcome), _("A review never ends worse than before."))
    # Held from here on, so that no vote changes between the count and the decision.
    Case.objects.select_for_update().get(pk=case.pk)
    if not missing_from(case, REVIEW):
        votes = votes_of(case, REVIEW)
        require(2 * votes[outcome] > votes.total(), _("This outcome has no majority of the reviewers' votes."))
        changed = outcome != case.outcome and departs(outcome, allowance_of(case, REVIEW).answer)
        need = _("The outcome departs from what the findings allow: say why.")
        require(not changed or departure.strip(), need)
    take_step(
        case, Case.State.REVIEWED, actor=actor, on=today_or(on), detail=reason, outcome=outcome, reason=reason,
        first_outcome=case.outcome, departure=departure,
    )  # fmt: skip
    issue(case, Letter.Kind.REVIEW, on=today_or(on))


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
def decide_appeal(*, actor: User, case: Case, reason: str, outcome: str = "", on: date | None = None) -> None:
    """Record how the level above answered the appeal.

    Args:
        actor: a lead without a part in the case.
        case: the case.
        reason: the answer.
        outcome: the outcome from now on, no worse than before; empty where it stays.
        on: the day.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no reason is given, or the outcome is worse.
    """
    require(reason.strip(), _("Give a reason."))
    new = outcome or case.outcome
    require(new in no_worse(case.outcome), _("An appeal never ends worse than before."))
    take_step(case, Case.State.APPEAL_DECIDED, actor=actor, on=today_or(on), detail=reason, outcome=new)
