"""What is hidden in which phase, for people who may see the case: findings are made blind to those of others.

A verifier's findings open to others when the verification is over, those of a panel or a review when all of it have
found and voted. The applicant never sees who found what: the letter gives the reasons, and with it comes the outcome.
"""

from django.db.models import Q

from accounts.models import User
from tolerance.bodies import BODIES, PANEL, REVIEW, VERIFIERS, Body, sitting
from tolerance.models import Case, CaseEvent, Finding, Recusal, Vote
from tolerance.workflow import AFTER_DECISION

DECIDED = frozenset({*AFTER_DECISION, "clarified", "published", "closed"})
VERIFIED = DECIDED | {"verified", "deliberating"}
NOTIFIED = DECIDED - {"decided"}


# In which states each body's findings and votes are open whatever is still missing.
OPEN_IN = {VERIFIERS: VERIFIED, PANEL: DECIDED, REVIEW: DECIDED - {"decided", "notified", "review_requested"}}


def is_open(case: Case, body: Body) -> bool:
    """Return whether a body's findings and votes may be seen by others than their authors."""
    if case.state in OPEN_IN[body]:
        return True
    seats = {seat.user_id for seat in sitting(case, body)}
    # A vote is only taken from those whose findings are complete, so votes alone tell whether all are in.
    return body.votes and bool(seats) and seats <= set(case.votes.values_list("member_id", flat=True))


def _opened(case: Case) -> list[int]:
    """Return whose findings and votes are open to all who may see the case; whoever was recused has no seat."""
    return [seat.user_id for body in BODIES if is_open(case, body) for seat in sitting(case, body)]


def visible_findings(user: User, case: Case) -> list[Finding]:
    """Return the findings that `user`, who may see the case, may see in its present phase."""
    if case.applicant_id == user.pk:
        return []
    shown = Q(author=user) | Q(author__in=_opened(case))
    return list(case.findings.filter(shown).select_related("criterion", "author"))


def visible_votes(user: User, case: Case) -> list[Vote]:
    """Return the votes that `user`, who may see the case, may see in its present phase."""
    if case.applicant_id == user.pk:
        return []
    shown = Q(member=user) | Q(member__in=_opened(case))
    return list(case.votes.filter(shown).select_related("member"))


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


def visible_recusals(user: User, case: Case) -> list[Recusal]:
    """Return the questions of recusal that `user`, who may see the case, may see: the applicant the own objections."""
    found = case.recusals.select_related("person", "raised_by", "decided_by", "replacement")
    return list(found.filter(raised_by=user) if case.applicant_id == user.pk else found)
