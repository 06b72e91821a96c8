"""What is hidden in which phase, for people who may see the case: findings are made blind to those of others.

A verifier's findings open to others when the verification is over, a panel member's when all members have found and
voted. The applicant never sees who found what: the letter gives the reasons. The outcome reaches the applicant with it.
"""

from django.db.models import Q

from accounts.models import User
from tolerance.models import Case, CaseEvent, Finding, Seat, Vote
from tolerance.workflow import AFTER_DECISION

DECIDED = frozenset({*AFTER_DECISION, "clarified", "published", "closed"})
VERIFIED = DECIDED | {"verified", "deliberating"}
NOTIFIED = DECIDED - {"decided"}


def panel_is_open(case: Case) -> bool:
    """Return whether the panel's findings and votes may be seen by others than their authors."""
    if case.state in DECIDED:
        return True
    seats = [seat.user_id for seat in case.seats.all() if seat.part != Seat.Part.VERIFIER]
    # A vote is only taken from those whose findings are complete, so votes alone tell whether all are in.
    return bool(seats) and set(seats) <= set(case.votes.values_list("member_id", flat=True))


def visible_findings(user: User, case: Case) -> list[Finding]:
    """Return the findings that `user`, who may see the case, may see in its present phase."""
    if case.applicant_id == user.pk:
        return []
    by_part: dict[str, list[int]] = {"verifier": [], "panel": []}
    for seat in case.seats.all():
        by_part["verifier" if seat.part == Seat.Part.VERIFIER else "panel"].append(seat.user_id)
    shown = Q(author=user)
    if case.state in VERIFIED:
        shown |= Q(author__in=by_part["verifier"])
    if panel_is_open(case):
        shown |= Q(author__in=by_part["panel"])
    return list(case.findings.filter(shown).select_related("criterion", "author"))


def visible_votes(user: User, case: Case) -> list[Vote]:
    """Return the votes that `user`, who may see the case, may see in its present phase."""
    if case.applicant_id == user.pk:
        return []
    votes = case.votes.select_related("member")
    return list(votes if panel_is_open(case) else votes.filter(member=user))


def outcome_is_visible(user: User, case: Case) -> bool:
    """Return whether `user`, who may see the case, may know its outcome: the applicant with the letter, not before."""
    return case.state in (NOTIFIED if case.applicant_id == user.pk else DECIDED)


def visible_events(user: User, case: Case) -> list[CaseEvent]:
    """Return the case's history; the applicant reads of a decision only once the letter is out."""
    hidden = {"decided"} if case.applicant_id == user.pk and case.state == Case.State.DECIDED else set()
    return [event for event in case.events.all() if event.target not in hidden]


def shown_state(user: User, case: Case) -> Case.State:
    """Return the state as `user` sees it: for the applicant a decided case is before the panel until the letter."""
    if case.applicant_id == user.pk and case.state == Case.State.DECIDED:
        return Case.State.DELIBERATING
    return Case.State(case.state)


def state_as_shown(user: User, state: str) -> Q:
    """Return the condition under which `user` sees a case in `state`, as `shown_state` tells it."""
    own = Q(applicant=user)
    if state == Case.State.DECIDED:
        return Q(state=state) & ~own
    if state == Case.State.DELIBERATING:
        return Q(state=state) | (own & Q(state=Case.State.DECIDED))
    return Q(state=state)
