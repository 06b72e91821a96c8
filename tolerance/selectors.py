"""What other rooms may read of cases: figures and published lessons, never a row or a name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Unit
from tolerance.models import Case, CaseEvent, CriteriaSet, Criterion, Finding, Precedent
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


@dataclass(frozen=True, slots=True)
class Handling:
    """How the cases of a unit and all below it were handled, over a period whose both ends count.

    Attributes:
        days: from acceptance to decision, of each case decided in the period, ascending.
        asked: cases in which a review or an appeal was asked for in the period.
        reviews: cases whose review or appeal was answered in the period, by `upheld` or `changed`: whether the
            outcome is another than the panel's.
        corrections: corrections ordered in the period, by where they stood at its end (`Case.Correction`).
    """

    days: tuple[int, ...]
    asked: int
    reviews: Counts
    corrections: Counts


def handling(unit: Unit, start: date, end: date) -> Handling:
    """Return how cases of `unit` and all below it were handled from `start` to `end`, both included."""
    cases = Case.objects.filter(unit__in=unit.descendants(include_self=True).values("pk")).order_by()
    spans = cases.filter(decided_on__range=(start, end)).values_list("accepted_on", "decided_on")
    days = sorted((decided - accepted).days for accepted, decided in spans if accepted and decided)
    events = CaseEvent.objects.filter(case__in=cases, on__range=(start, end)).order_by()
    asked = events.filter(target__in=[Case.State.REVIEW_REQUESTED, Case.State.APPEALED]).values("case").distinct()
    answered = events.filter(target__in=[Case.State.REVIEWED, Case.State.APPEAL_DECIDED]).values("case")
    ends = cases.filter(pk__in=answered).values_list("first_outcome", "outcome")
    reviews = Counter("changed" if first and first != last else "upheld" for first, last in ends)
    return Handling(
        days=tuple(days),
        asked=asked.count(),
        reviews=tuple((code, reviews[code]) for code in ("upheld", "changed")),
        corrections=_corrections(events),
    )


def _corrections(events: QuerySet[CaseEvent]) -> Counts:
    """Return how far the corrections are that were ordered in a period, by the last of its events on each."""
    steps = [code for code in Case.Correction.values if code]
    rows = events.filter(target__in=steps).order_by("position").values_list("case", "target")
    ordered = {case for case, target in rows if target == Case.Correction.CORRECTING}
    last = Counter(target for case, target in dict(rows).items() if case in ordered)
    return tuple((code, last[code]) for code in steps)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A published lesson, in the words that everybody may read."""

    key: str
    title: str
    facts: str
    reasoning: str
    lesson: str
    outcome: str
    published_on: date


def published_lessons(start: date, end: date) -> list[Lesson]:
    """Return the public lessons published from `start` to `end`, both included, the latest first, of all units alike.

    By unit there are none to be had: a lesson that stood in one town's digest alone would tell where it happened.
    """
    rows = Precedent.objects.public().filter(published_on__range=(start, end)).select_related("case")
    return [
        Lesson(
            key=str(row.key), title=row.title, facts=row.facts, reasoning=row.reasoning, lesson=row.lesson,
            outcome=row.case.outcome, published_on=row.published_on or end,
        )
        for row in rows.order_by("-published_on", "key")
    ]  # fmt: skip
