"""Convening the panel, voting, and the collective decision. A panel that is not valid cannot decide."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.bodies import PANEL, REVIEW, body_in
from tolerance.judging import allowance_of, departs, missing_codes, missing_from, votes_of
from tolerance.models import Case, Seat, Vote
from tolerance.recusal import eligible
from tolerance.services.findings import check_part
from tolerance.services.review import no_worse
from tolerance.services.seats import take_seats
from tolerance.services.steps import note, refuse_codes, require, take_step, today_or


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the panel decided.

    Attributes:
        outcome: one of `Case.Outcome`.
        authority: one of `Case.Authority`: whether this decides or recommends.
        reason: the reasons as the applicant will read them.
        departure: why the panel departs from what the findings allow; empty where it does not.
        rectification: what must be put right; empty where nothing must.
    """

    outcome: str
    authority: str
    reason: str
    departure: str = ""
    rectification: str = ""


@transaction.atomic
def convene_panel(*, actor: User, case: Case, members: Collection[User], on: date | None = None) -> None:
    """Convene the panel, which the actor chairs: at least three in all, an odd number, none of them recused.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: too few, an even number, or one of them may not sit on this case.
    """
    chosen = {user.pk for user in members} | {actor.pk}
    require(
        len(chosen) >= PANEL.fewest and len(chosen) % 2,
        _("A panel needs an odd number of people, at least three, the chair included."),
    )
    allowed = set(eligible(case, "case.decide").values_list("pk", flat=True))
    require(chosen <= allowed, _("One of those chosen may not sit on this case."))
    day = today_or(on)
    take_step(case, Case.State.DELIBERATING, actor=actor, on=day)
    take_seats(case, [actor], Seat.Part.CHAIR, day)
    take_seats(case, [user for user in members if user.pk != actor.pk], Seat.Part.MEMBER, day)


@transaction.atomic
def cast_vote(*, actor: User, case: Case, outcome: str, opinion: str = "", on: date | None = None) -> None:
    """Record or replace the actor's vote; a dissenting opinion stays on file.

    Raises:
        PermissionDenied, OvertakenError: as `findings.check_part`.
        RefusedError: the actor's findings are not complete, there is no such outcome, it is worse than what a review
            has before it, or the opinion holds a code.
    """
    refuse_codes(opinion)
    locked = Case.objects.select_for_update().get(pk=case.pk)
    check_part(actor, locked, votes=True)
    require(outcome in Case.Outcome.values, _("Choose one of the outcomes."))
    if body_in(locked.state) is REVIEW:
        require(outcome in no_worse(locked.outcome), _("A review never ends worse than before."))
    require(not missing_codes(locked, actor), _("First record your findings on every criterion, then vote."))
    values = {"outcome": outcome, "opinion": opinion, "on": today_or(on)}
    Vote.objects.update_or_create(case=locked, member=actor, defaults=values)
    note(locked, "case.vote", actor)


@transaction.atomic
def decide(*, actor: User, case: Case, ruling: Ruling, on: date | None = None) -> None:
    """Record what the panel decided by a majority of its votes.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: the panel is not complete, has no majority for this outcome, or reasons are missing.
    """
    require(ruling.reason.strip(), _("Give the reasons for the outcome."))
    require(ruling.authority in Case.Authority.values, _("Say whether this is a decision or a recommendation."))
    # Held from here on, so that no vote changes between the count and the decision.
    Case.objects.select_for_update().get(pk=case.pk)
    complete = not missing_from(case, PANEL)
    votes = votes_of(case, PANEL)
    has_majority = 2 * votes[ruling.outcome] > votes.total()
    # Of a panel that is not complete the move itself says what is missing.
    require(has_majority or not complete, _("This outcome has no majority of the panel's votes."))
    departing = departs(ruling.outcome, allowance_of(case, PANEL).answer)
    require(
        not departing or ruling.departure.strip() or not complete,
        _("The outcome departs from what the findings allow: say why."),
    )
    day = today_or(on)
    take_step(
        case, Case.State.DECIDED, actor=actor, on=day, decided_on=day, outcome=ruling.outcome,
        authority=ruling.authority, reason=ruling.reason, departure=ruling.departure if departing else "",
        rectification=ruling.rectification,
    )  # fmt: skip
