"""What the findings allow: pure rules over verdicts, and which findings a case still needs. Never decides anything."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from accounts.models import User
from tolerance.bodies import Body, sitting
from tolerance.models import Case, Criterion, Finding

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


def missing_from(case: Case, body: Body) -> list[User]:
    """Return the people of a body whose findings, or votes where it votes, are not complete."""
    voted = set(case.votes.values_list("member_id", flat=True))
    people = [seat.user for seat in sitting(case, body)]
    return [user for user in people if (body.votes and user.pk not in voted) or missing_codes(case, user)]


def votes_of(case: Case, body: Body) -> Counter[str]:
    """Return how the people of a body voted, by outcome; whoever was recused does not count."""
    members = [seat.user_id for seat in sitting(case, body)]
    return Counter(case.votes.filter(member__in=members).values_list("outcome", flat=True))


def allowance_of(case: Case, body: Body) -> Allowance:
    """Return what the findings of a body's people, taken together, allow."""
    authors = [seat.user_id for seat in sitting(case, body)]
    findings = case.findings.filter(author__in=authors).select_related("criterion")
    return allowance({one.code: one.kind for one in criteria_of(case)}, consolidate(findings))
