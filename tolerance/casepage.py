"""Gathers what the page of a case shows to one user; what may be shown is for `visibility` to say."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.bodies import PANEL, REVIEW, body_in, sitting
from tolerance.case_clock import clock_of
from tolerance.effects import is_recognised, untouched
from tolerance.evidence_page import files_of
from tolerance.extension_page import extensions_of
from tolerance.forms.statement import StatementForm
from tolerance.forms.steps import ReviewersForm, VoteForm
from tolerance.judging import Answer, allowance_of, missing_codes, missing_from, votes_of
from tolerance.models import Case, CaseEvent, Criterion, Finding, Recusal
from tolerance.precedents import like_cases
from tolerance.services.findings import may_find
from tolerance.services.precedents import may_tell
from tolerance.services.review import may_appoint_reviewers
from tolerance.statements import may_state
from tolerance.visibility import (
    DECIDED,
    is_open,
    outcome_is_visible,
    shown_state,
    visible_events,
    visible_findings,
    visible_recusals,
    visible_votes,
)
from tolerance.workflow import CLOSED_STATES, has_limit

PHASES = (
    (_("Filing"), {"draft", "submitted", "supplement", "not_accepted", "transferred", "withdrawn"}),
    (_("Verification"), {"accepted", "verifying"}),
    (_("Panel"), {"verified", "deliberating", "suspended"}),
    (_("Outcome"), {"decided", "notified", "review_requested", "reviewed", "appealed", "appeal_decided"}),
    (_("Final"), {"final", "clarified", "published", "closed"}),
)
ANSWERS = {
    Answer.YES: _("Tolerance is possible: all required conditions are met, a situation applies, nothing excludes it."),
    Answer.NO: _("Tolerance is not what the findings allow."),
    Answer.OPEN: _("Not settled: findings that matter are unclear or missing."),
}


TONES = {
    "not_accepted": "warn", "transferred": "warn", "withdrawn": "", "suspended": "warn", "supplement": "warn",
    "final": "good", "clarified": "good", "published": "good", "closed": "good", "draft": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What a user sees of where a case stands.

    Attributes:
        case: the case.
        state: its state as the user may know it.
        tone: the class of its badge.
        due: the day by which the next step is due, if one is known.
        due_unknown: whether something is due on a day that the calendar does not tell yet.
        late: whether that day has passed.
    """

    case: Case
    state: Case.State
    tone: str
    due: date | None
    due_unknown: bool
    late: bool

    @classmethod
    def of(cls, user: User, case: Case) -> "CaseLine":
        """Return the line of `case` for `user`, who may see it."""
        return cls.in_state(case, shown_state(user, case))

    @classmethod
    def in_state(cls, case: Case, state: Case.State) -> "CaseLine":
        """Return the line of `case` for whoever may know that it is in `state`."""
        told = state == case.state and state not in CLOSED_STATES
        due = case.due_on if told else None
        late = due is not None and due < timezone.localdate()
        return cls(case, state, TONES.get(state, "active"), due, told and due is None and has_limit(state), late)


def _phase(state: str) -> int:
    return next(number for number, (_label, states) in enumerate(PHASES, start=1) if state in states)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What several people found on one criterion.

    Attributes:
        criterion: the criterion.
        findings: what each found.
        verdicts: for each verdict that occurs its name, the class of its badge, and by how many it was found.
    """

    criterion: Criterion
    findings: list[Finding]
    verdicts: list[tuple[str, str, int]]

    @property
    def differs(self) -> bool:
        """Whether people found differently."""
        return len(self.verdicts) > 1


def _by_criterion(findings: list[Finding]) -> list[FindingRow]:
    found: dict[Criterion, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.criterion, []).append(finding)
    rows = []
    for criterion, ones in found.items():
        counts = Counter(one.verdict for one in ones)
        verdicts = [
            (str(label), _tone(value), counts[value]) for value, label in Finding.Verdict.choices if counts[value]
        ]
        rows.append(FindingRow(criterion, ones, verdicts))
    return rows


def _tone(verdict: str) -> str:
    return "warn" if verdict == Finding.Verdict.UNCLEAR else "active"


def seats_of(case: Case) -> list[tuple[str, str]]:
    """Return the people of each part in the case, in words."""
    by_part: dict[str, list[str]] = {}
    for seat in case.seats.all():
        by_part.setdefault(seat.get_part_display(), []).append(str(seat.user))
    return [(part, "、".join(people)) for part, people in by_part.items()]


def is_reopened(case: Case, events: list[CaseEvent]) -> bool:
    """Return whether the correction runs anew, because it did not stand the check."""
    return case.correction == Case.Correction.CORRECTING and any(event.reopens for event in events)


def corrects(case: Case) -> bool:
    """Return whether something is or was to be put right that the page tells of."""
    return bool(case.correction) and case.state in DECIDED


def _waits_for(user: User, case: Case) -> list[str]:
    """Return whose findings or votes are still missing; the applicant need not know."""
    body = body_in(case.state)
    if case.applicant_id == user.pk or body is None:
        return []
    return [str(person) for person in missing_from(case, body)]


def _allowance(user: User, case: Case) -> dict[str, Any]:
    """Return what the findings of the panel, or of the review after it, allow, and the votes, once all are in."""
    body = REVIEW if sitting(case, REVIEW) else PANEL
    if case.applicant_id == user.pk or not sitting(case, body) or not is_open(case, body):
        return {}
    found = allowance_of(case, body)
    votes = votes_of(case, body)
    tally = [(str(label), votes[value]) for value, label in Case.Outcome.choices if votes[value]]
    return {"allowance": found, "allowance_text": ANSWERS[found.answer], "tally": tally}


def _part(user: User, case: Case) -> dict[str, Any]:
    """Return what the user's own part in the case asks for now."""
    if not may_find(user, case):
        return {}
    own = case.votes.filter(member=user).first()
    initial = {"outcome": own.outcome, "opinion": own.opinion} if own else {}
    body = body_in(case.state)
    votes = body is not None and body.votes
    return {
        "finds": True,
        "missing": sorted(missing_codes(case, user)),
        "vote_form": VoteForm(case=case, actor=user, initial=initial, auto_id="id_vote_%s") if votes else None,
        "own_vote": own,
    }


def _reviewers(user: User, case: Case) -> dict[str, Any]:
    """Return the form by which those who review are appointed, for whom that waits."""
    if not may_appoint_reviewers(user, case):
        return {}
    return {"reviewers_form": ReviewersForm(case=case, actor=user, auto_id="id_reviewers_%s")}


def _is_judged(user: User, case: Case) -> bool:
    """Return whether `user` is of the staff before whom the case stands open."""
    return case.applicant_id != user.pk and case.state not in (*CLOSED_STATES, "draft")


def _has_lesson(user: User, case: Case) -> bool:
    """Return whether there is a page of the case's lesson for `user`: to write, to agree to, or to read."""
    if hasattr(case, "precedent"):
        return case.applicant_id == user.pk or may_tell(user, case)
    return case.state == Case.State.FINAL and may_tell(user, case)


def describe(user: User, case: Case) -> dict[str, Any]:
    """Return the context of a case's page for `user`, who may see it."""
    line, events = CaseLine.of(user, case), visible_events(user, case)
    return {
        "case": case,
        "line": line,
        "clock": clock_of(case, line.due, timezone.localdate()),
        "phases": [label for label, _states in PHASES],
        "phase": _phase(shown_state(user, case)),
        "own": case.applicant_id == user.pk,
        "editable": case.applicant_id == user.pk and case.state in (Case.State.DRAFT, Case.State.SUPPLEMENT),
        "seats": seats_of(case),
        "waits_for": _waits_for(user, case),
        "events": events,
        "reopened": is_reopened(case, events),
        "findings": _by_criterion(visible_findings(user, case)),
        "votes": visible_votes(user, case),
        "shows_outcome": bool(case.outcome) and outcome_is_visible(user, case),
        "corrects": corrects(case),
        "recusals_open": sum(one.status == Recusal.Status.OPEN for one in visible_recusals(user, case)),
        "has_body": body_in(case.state) is not None,
        **files_of(user, case),
        "statement_form": StatementForm() if may_state(user, case) else None,
        **extensions_of(user, case),
        "untouched": untouched() if is_recognised(case) and outcome_is_visible(user, case) else [],
        **_reviewers(user, case),
        "like_cases": like_cases(user, case) if _is_judged(user, case) else [],
        "lesson": _has_lesson(user, case),
        **_allowance(user, case),
        **_part(user, case),
    }
