"""What other rooms may read of cases: figures, never a row or a name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Unit
from tolerance.models import Case, CriteriaSet, Criterion, Finding
from tolerance.workflow import CLOSED_STATES

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Cases of a unit and all below it, over a period whose both ends count.

    Attributes:
        filed: submitted in the period.
        accepted: accepted in the period.
        decided: decided in the period.
        outcomes: decided in the period, by code of `Case.Outcome`; every code is there, also with 0.
        situations: situations relied on in the cases decided, by code such as `S07`, most frequent first.
        against: why not tolerated, by code: required and not met, or excluding and met; most frequent first.
        in_progress: submitted by the end of the period and not ended today.
        late: of those in progress, past their day today.
    """

    filed: int
    accepted: int
    decided: int
    outcomes: Counts
    situations: Counts
    against: Counts
    in_progress: int
    late: int


def _ranked(codes: Counter[str]) -> Counts:
    return tuple(sorted(codes.items(), key=lambda item: (-item[1], item[0])))


def _against(decided: QuerySet[Case]) -> Counts:
    """Count each criterion once per case, however many members found the same."""
    found = Finding.objects.filter(case__in=decided.filter(outcome=Case.Outcome.NOT_TOLERATED)).filter(
        criterion__kind="required", verdict="unmet"
    ) | Finding.objects.filter(case__in=decided.filter(outcome=Case.Outcome.NOT_TOLERATED)).filter(
        criterion__kind="excluding", verdict="met"
    )
    pairs = set(found.order_by().values_list("case_id", "criterion__code"))
    return _ranked(Counter(code for _case, code in pairs))


def figures(unit: Unit, start: date, end: date) -> Figures:
    """Return the figures of `unit` and all below it from `start` to `end`, both included."""
    cases = Case.objects.filter(unit__in=unit.descendants(include_self=True).values("pk")).order_by()
    decided = cases.filter(decided_on__range=(start, end))
    outcomes = Counter(decided.values_list("outcome", flat=True))
    open_cases = cases.filter(submitted_on__lte=end).exclude(state__in=CLOSED_STATES)
    codes = decided.filter(situations__isnull=False).values_list("situations__code", flat=True)
    return Figures(
        filed=cases.filter(submitted_on__range=(start, end)).count(),
        accepted=cases.filter(accepted_on__range=(start, end)).count(),
        decided=decided.count(),
        outcomes=tuple((code, outcomes[code]) for code in Case.Outcome.values),
        situations=_ranked(Counter(codes)),
        against=_against(decided),
        in_progress=open_cases.count(),
        late=open_cases.filter(due_on__lt=timezone.localdate()).count(),
    )


def criterion_words(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the words of published criteria by code, in Chinese and English, as their latest set has them."""
    rows = Criterion.objects.filter(criteria_set__in=CriteriaSet.objects.public(), code__in=list(codes))
    oldest_first = rows.order_by("criteria_set__effective_on", "criteria_set").values_list("code", "zh", "en")
    return {code: (zh, en) for code, zh, en in oldest_first}
