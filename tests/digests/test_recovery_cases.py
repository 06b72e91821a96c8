"""The solver upon what editions of a tree tell of cases: how they ended, on what they relied, how they were handled."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from digests.models import Edition
from digests.periods import Month, Period, Quarter, span_of
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.digests import solver
from tests.digests.solver import Cell, Knowledge
from tolerance import services
from tolerance.models import Case, CaseEvent, CriteriaSet, Criterion, Finding

FLOOR = 10
QUARTERS = (Quarter(2026, 2), Quarter(2026, 3))
HALF = span_of(Month(2026, 4), Month(2026, 9))
BUILT = date(2026, 10, 20)
OUTCOMES = tuple(Case.Outcome.values)
CODES = 3

# Of one kind: its outcome, the situation and the reason against, whether it was reviewed, and how many each quarter.
Kind = tuple[int, int, int, bool, tuple[int, int]]
_place = st.integers(0, CODES - 1)
_kind = st.tuples(st.integers(0, 3), _place, _place, st.booleans(), st.tuples(st.integers(0, 14), st.integers(0, 14)))


def _criteria() -> dict[str, list[Criterion]]:
    rows = Criterion.objects.filter(criteria_set__in=CriteriaSet.objects.public()).order_by("code")
    kinds = {"situations": "situation", "against": "excluding"}
    return {part: list(rows.filter(kind=kind)[:CODES]) for part, kind in kinds.items()}


def _fill(organisation: Organisation, cast: Cast, kinds: list[Kind]) -> Counter[Cell]:
    """Make the rows of the county's cases, and return their true counts."""
    found, criteria, true = CriteriaSet.objects.first(), _criteria(), Counter[Cell]()
    cases: list[Case] = []
    relied, findings, events = [], [], []
    for outcome, situation, against, reviewed, counts in kinds:
        for quarter, count in zip(QUARTERS, counts, strict=True):
            day = quarter.start + timedelta(days=40)
            for _ in range(count):
                case = Case(
                    number=f"RC{len(cases)}", title="一件", unit=organisation.town, facts="。", criteria_set=found,
                    date_of_act=day, state="final", state_on=day, submitted_on=day, accepted_on=day, decided_on=day,
                    outcome=OUTCOMES[outcome], reason="。", authority="decision",
                )  # fmt: skip
                cases.append(case)
                named = [OUTCOMES[outcome], criteria["situations"][situation].code, "decided"]
                relied.append(Case.situations.through(case=case, criterion=criteria["situations"][situation]))
                if OUTCOMES[outcome] == "not_tolerated":
                    why = criteria["against"][against]
                    named.append(why.code)
                    findings.append(
                        Finding(case=case, criterion=why, author=cast.verifier, verdict="met", reasons="。", on=day)
                    )
                if reviewed:
                    named += ["asked", "upheld"]
                    steps = enumerate(("review_requested", "reviewed"))
                    events += [CaseEvent(case=case, position=at, on=day, target=each, right="x") for at, each in steps]
                true.update((str(quarter), organisation.county.name, name) for name in named)
    Case.objects.bulk_create(cases)
    Case.situations.through.objects.bulk_create(relied)
    Finding.objects.bulk_create(findings)
    CaseEvent.objects.bulk_create(events)
    return true


def _publish(organisation: Organisation) -> list[Edition]:
    """Build editions of the tree: of a month, of both quarters and of the half-year."""
    periods: list[Period] = [Month(2026, 8), *QUARTERS, HALF]
    looks = [(organisation.county, each) for each in periods] + [(organisation.town, QUARTERS[1])]
    return [build_edition(actor=None, unit=unit, period=each, on=BUILT) for unit, each in looks]


@pytest.mark.slow
@given(kinds=st.lists(_kind, max_size=6))
@example(kinds=[(3, 0, 0, False, (0, 10)), (0, 0, 0, False, (0, 3))])
@example(
    kinds=[(3, 0, 0, True, (12, 24)), (0, 1, 0, True, (25, 3)), (1, 2, 0, False, (11, 12)), (3, 1, 1, False, (2, 2))]
)
@limits(max_examples=1, phases=[Phase.explicit, Phase.generate], deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_no_edition_gives_back_how_a_few_cases_ended(organisation: Organisation, cast: Cast, kinds: list[Kind]) -> None:
    with transaction.atomic():
        services.load_published_criteria()
        true = _fill(organisation, cast, kinds)
        codes = {part: [row.code for row in rows] for part, rows in _criteria().items()}
        editions = _publish(organisation)
        transaction.set_rollback(True)
    known, county = Knowledge(), organisation.county.name
    for edition in editions:
        if edition.unit_id == organisation.county.pk:
            solver.read_cases(known, edition.figures, codes)
        else:
            assert {row["cases"] for row in edition.figures["tolerance"]["outcomes"]} == {None}
    solver.months_add_up(known)
    shown = {cell for terms, _value in known.equal if len(terms) == 1 for cell in terms}
    for quarter in QUARTERS:
        # Totals are shown, since cases are filed by name: of three, nothing can be left wider than three.
        least = min(FLOOR - 1, true[str(quarter), county, "decided"])
        for name in (*OUTCOMES, *codes["situations"], *codes["against"], "asked", "upheld"):
            cell = (str(quarter), county, name)
            if cell not in shown:
                low, high = known.range_of(cell)
                assert low <= true[cell] <= high
                assert high - low >= least, cell
