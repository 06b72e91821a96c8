"""The solver upon editions of months, quarters, years and other spans of a whole tree together."""

import secrets
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from accounts.models import Unit
from digests.models import Edition
from digests.periods import Month, Period, Quarter, Year, span_of
from digests.services import build_edition
from feedback.models import Problem, Report
from feedback.telling import told_from
from tests.cast import Organisation
from tests.digests import solver
from tests.digests.solver import Cell, Knowledge
from tests.feedback.rows import problem

FLOOR = 10
QUARTERS = [Quarter(2026, number) for number in (1, 2, 3, 4)]
LAST = told_from(QUARTERS[-1].start) + timedelta(days=40)
CUTTING: list[Period] = [Month(2026, 7), Month(2026, 8), Month(2026, 9), span_of(Month(2026, 2), Month(2026, 7))]
UNIONS: list[Period] = [Year(2026), span_of(Month(2026, 4), Month(2026, 9)), span_of(Month(2026, 4), Month(2026, 12))]

# Per problem: its unit, and its reports of each quarter. Beside: declined and waiting ones of each quarter.
Plan = list[tuple[int, tuple[int, int, int, int]]]
_four = st.tuples(*[st.integers(0, 24)] * 4)


def _fill(units: list[Unit], plan: Plan, declined: tuple[int, ...], waiting: tuple[int, ...]) -> None:
    rows: list[Report] = []

    def add(unit: Unit, quarter: Quarter, count: int, of: Problem | None, state: str) -> None:
        rows.extend(
            Report(
                receipt_digest=secrets.token_hex(32), released_on=quarter.start + timedelta(days=place * 3 % 90),
                category="B03", words="每周报三次。", receiving_unit=unit, problem=of, state=state,
                decline_reason="属于信访事项。" if state == "declined" else "",
            )
            for place in range(count)
        )  # fmt: skip

    for number, (unit, counts) in enumerate(plan):
        found = problem(units[unit], f"第{number}件")
        for quarter, count in zip(QUARTERS, counts, strict=True):
            add(units[unit], quarter, count, found, "triaged")
    for quarter, gone, open_ in zip(QUARTERS, declined, waiting, strict=True):
        add(units[0], quarter, gone, None, "declined")
        add(units[2], quarter, open_, None, "released")
    Report.objects.bulk_create(rows)


def _publish(units: list[Unit]) -> list[Edition]:
    """Build editions of months as they end, then of quarters, then of years and other spans, of the whole tree."""
    looks = [(units[0], each, each.end + timedelta(days=1)) for each in CUTTING]
    looks += [(unit, each, told_from(each.start)) for each in QUARTERS for unit in units[::2]]
    looks += [(units[0], each, LAST) for each in UNIONS] + [(units[2], UNIONS[0], LAST), (units[2], CUTTING[0], LAST)]
    return [build_edition(actor=None, unit=unit, period=of, on=day) for unit, of, day in looks]


def _knowledge(editions: list[Edition], county: str) -> Knowledge:
    known = Knowledge()
    whole = [each for each in editions if each.kind == "quarter"]
    for each in whole:
        solver.read_edition(known, each.figures, above=None if each.unit.parent_id is None else county)
    for each in editions:
        if each.kind != "quarter":
            solver.read_period(known, each.figures)
    # What a quarter's complete list does not name had no report in it.
    for each in whole:
        assert each.figures["recurring"]["more"] == 0
        named = {row["id"] for row in each.figures["recurring"]["rows"]}
        for cell in [cell for cell in known.least if cell[:2] == (each.period, each.unit.name)]:
            if cell[2] not in (*named, solver.TOTAL, *solver.REST):
                known.equal.append(({cell: 1.0}, 0))
    solver.months_add_up(known)
    return known


@pytest.mark.slow
@given(plan=st.lists(st.tuples(st.integers(0, 3), _four), max_size=4), declined=_four, waiting=_four)
@example(
    plan=[(0, (12, 3, 14, 11)), (2, (4, 5, 6, 2)), (3, (20, 13, 9, 15))], declined=(11, 0, 30, 2), waiting=(1,) * 4
)
@limits(max_examples=1, phases=[Phase.explicit, Phase.generate], deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_months_quarters_years_and_spans_of_a_tree_give_no_hidden_count_back(
    organisation: Organisation, plan: Plan, declined: tuple[int, ...], waiting: tuple[int, ...]
) -> None:
    county = organisation.county.name
    units = [organisation.county, organisation.bureau, organisation.town, organisation.other_town]
    with transaction.atomic():
        _fill(units, plan, declined, waiting)
        editions, true = _publish(units), _true(county)
        rows = Problem.objects.exclude(unit=organisation.county).select_related("unit")
        homes = {str(row.pk): row.unit.name for row in rows}
        transaction.set_rollback(True)
    known = _knowledge(editions, county)
    solver.informed(known, [str(each) for each in QUARTERS], homes, county)
    shown = {cell for terms, _value in known.equal if len(terms) == 1 for cell in terms}
    for cell, count in true.items():
        if cell in known.least and cell not in shown and count < FLOOR:
            low, high = known.range_of(cell)
            assert low <= count <= high
            assert high - low >= FLOOR - 1


def _true(county: str) -> dict[Cell, int]:
    found: dict[Cell, int] = {}
    for quarter in QUARTERS:
        rows = Report.objects.filter(released_on__range=(quarter.start, quarter.end))
        for key in Problem.objects.values_list("pk", flat=True):
            found[str(quarter), county, str(key)] = rows.filter(problem=key).count()
    return found


def test_the_solver_would_find_what_a_month_beside_its_quarter_gives_away() -> None:
    """Had months counts of their own, two of them beside their quarter would leave the third over."""
    known = Knowledge()
    known.fix(("2026Q3", "清源县", "a"), 26)
    for month, count in (("2026-07", 12), ("2026-08", 11)):
        known.fix((month, "清源县", "a"), count)
    solver.months_add_up(known)
    assert known.range_of(("2026-09", "清源县", "a")) == (3, 3)


def test_a_period_that_cuts_a_quarter_names_no_problem_by_its_reports(organisation: Organisation) -> None:
    units = [organisation.county, organisation.bureau, organisation.town, organisation.other_town]
    _fill(units, [(0, (30, 30, 30, 30)), (2, (30, 30, 30, 30))], (20,) * 4, (20,) * 4)
    for each in CUTTING:
        data = build_edition(actor=None, unit=organisation.county, period=each, on=LAST).figures
        assert (data["period"]["counted"], data["period"]["whole"]) == (False, True)
        assert set(data["reports"].values()) == {None}
        assert (data["recurring"], data["duplicates"]) == ({"rows": [], "more": 0}, [])
        assert {row["cases"] for row in data["tolerance"]["outcomes"]} == {None}
        assert (data["tolerance"]["situations"], data["tolerance"]["against"]) == ([], [])
