"""What the findings allow: pure rules over verdicts, and which findings a case still needs. Never decides anything."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from accounts.models import User
from tolerance.models import Case, Criterion, Finding, Seat

MET, UNMET, UNCLEAR = Finding.Verdict.MET, Finding.Verdict.UNMET, Finding.Verdict.UNCLEAR
TOLERANT = (Case.Outcome.WAIVE, Case.Outcome.MITIGATE, Case.Outcome.LIGHTEN)


class Answer(Enum):
    """Whether the findings allow tolerance; open while one that matters is not settled."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the findings allow, and why.

    Attributes:
        answer: whether tolerance is possible.
        against: codes that stand against it: required and not met, excluding and met, or every situation not met.
        unsettled: codes of required, excluding and situations that are unclear or not found on.
    """

    answer: Answer
    against: tuple[str, ...]
    unsettled: tuple[str, ...]


def consolidate(findings: Iterable[Finding]) -> dict[str, str]:
    """Return per code the verdict of more than half of those who found on it; otherwise it is unclear."""
    by_code: dict[str, Counter[str]] = {}
    for finding in findings:
        by_code.setdefault(finding.criterion.code, Counter())[finding.verdict] += 1
    return {code: _majority(verdicts) for code, verdicts in by_code.items()}


def _majority(verdicts: Counter[str]) -> str:
    verdict, count = verdicts.most_common(1)[0]
    return verdict if 2 * count > verdicts.total() else UNCLEAR.value


def allowance(kinds: Mapping[str, str], verdicts: Mapping[str, str]) -> Allowance:
    """Return what the verdicts allow: every required met, at least one situation met, no excluding one met.

    Args:
        kinds: the kind of each criterion that counts in this case, by code.
        verdicts: the verdict on each, by code; one that is missing is not settled.
    """
    found = {code: verdicts.get(code, UNCLEAR.value) for code in sorted(kinds)}
    situations = [code for code in found if kinds[code] == Criterion.Kind.SITUATION]
    required = [code for code in found if kinds[code] == Criterion.Kind.REQUIRED]
    excluding = [code for code in found if kinds[code] == Criterion.Kind.EXCLUDING]
    against = [code for code in required if found[code] == UNMET] + [code for code in excluding if found[code] == MET]
    if all(found[code] == UNMET for code in situations):
        against = situations + against
    covered = any(found[code] == MET for code in situations)
    unsettled = [code for code in required + excluding + situations * (not covered) if found[code] == UNCLEAR]
    return Allowance(_answer(against, unsettled, situations), tuple(against), tuple(unsettled))


def _answer(against: list[str], unsettled: list[str], situations: list[str]) -> Answer:
    if against or not situations:
        return Answer.NO
    return Answer.OPEN if unsettled else Answer.YES


def departs(outcome: str, answer: Answer) -> bool:
    """Return whether an outcome departs from what the findings allow, so that it needs a reason of its own."""
    return (outcome in TOLERANT) != (answer is Answer.YES)


def criteria_of(case: Case) -> list[Criterion]:
    """Return the criteria on which a case needs findings: situations relied on, all required, all excluding."""
    relied_on = set(case.situations.values_list("code", flat=True))
    criteria = Criterion.objects.filter(criteria_set=case.criteria_set_id).exclude(kind=Criterion.Kind.MITIGATING)
    return [one for one in criteria if one.kind != Criterion.Kind.SITUATION or one.code in relied_on]


def missing_codes(case: Case, author: User) -> set[str]:
    """Return the codes on which `author` has yet to find."""
    done = set(case.findings.filter(author=author).values_list("criterion__code", flat=True))
    return {criterion.code for criterion in criteria_of(case)} - done


def verifiers_missing(case: Case) -> list[User]:
    """Return the verifiers whose findings are not complete."""
    seats = case.seats.filter(part=Seat.Part.VERIFIER).select_related("user")
    return [seat.user for seat in seats if missing_codes(case, seat.user)]


def panel_missing(case: Case) -> list[User]:
    """Return the members of the panel whose findings or vote are still missing."""
    voted = set(case.votes.values_list("member_id", flat=True))
    seats = case.seats.exclude(part=Seat.Part.VERIFIER).select_related("user")
    return [seat.user for seat in seats if seat.user_id not in voted or missing_codes(case, seat.user)]


def panel_allowance(case: Case) -> Allowance:
    """Return what the findings of the panel's members, taken together, allow."""
    seats = case.seats.exclude(part=Seat.Part.VERIFIER).values("user_id")
    findings = case.findings.filter(author__in=seats).select_related("criterion")
    return allowance({one.code: one.kind for one in criteria_of(case)}, consolidate(findings))
