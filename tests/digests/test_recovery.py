"""A solver tries to compute hidden counts from all that is published: in one edition, across editions, and beside."""

import csv
import re
import secrets
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from accounts.models import Unit
from digests.attachment import csv_of
from digests.disclosure import told_once
from digests.models import Edition
from digests.periods import Quarter
from digests.presenting import context_of
from digests.services import build_edition
from feedback.anonymity import suppress
from feedback.models import Problem, Report
from feedback.services.telling import may_tell, tell_quarter
from feedback.telling import Told, measure, told
from jobs.charts import PAPER
from tests.cast import Cast, Organisation
from tests.digests import solver
from tests.digests.solver import Cell, Knowledge
from tests.feedback.rows import problem, report

FLOOR = 10
SECOND, THIRD, FOURTH = (Quarter(2026, number) for number in (2, 3, 4))
# What the attacker may be left with: never a single value, and no range narrower than the counts that are hidden.
LEAST_WIDTH = FLOOR - 1

_cells = st.dictionaries(st.integers(0, 11), st.integers(0, 40), min_size=1, max_size=12)


@given(_cells, st.integers(0, 3))
@limits(max_examples=60)
def test_one_table_leaves_every_hidden_cell_its_range(counts: dict[int, int], certain: int) -> None:
    """Also where everybody knows that each cell has at least so much."""
    counts = {key: count + certain for key, count in counts.items()}
    shown = suppress(counts, floor=FLOOR, known=dict.fromkeys(counts, certain))
    known, whole = Knowledge(), ("", "total")
    for key, value in shown.cells.items():
        known.fix(("", str(key)), value)
        known.least["", str(key)] = certain
    known.fix(whole, shown.total)
    known.sum_of([("", str(key)) for key in counts], whole)
    hidden: list[Cell] = [("", str(key)) for key, value in shown.cells.items() if value is None]
    if shown.other is not None:
        known.equal.append((dict.fromkeys(hidden, 1.0), shown.other))
    for cell in hidden:
        low, high = known.range_of(cell)
        assert low <= counts[int(cell[1])] <= high
        assert high - low >= LEAST_WIDTH


def test_the_solver_finds_what_is_not_protected() -> None:
    """A cell hidden alone beside its total is found, and so is one that two tables leave over."""
    known = Knowledge()
    for name, value in {"a": 12, "b": None, "total": 15}.items():
        known.fix(("", name), value)
    known.sum_of([("", "a"), ("", "b")], ("", "total"))
    assert known.range_of(("", "b")) == (3, 3)
    for name in ("c", "d"):
        known.fix(("", name), None)
    known.equal += [({("", "c"): 1.0, ("", "d"): 1.0}, 20.0), ({("", "c"): 1.0, ("", "d"): 2.0}, 24.0)]
    assert known.range_of(("", "d")) == pytest.approx((4, 4))


# Per problem: its unit, its reports of two quarters, and how many of the later ones are sorted after the first look.
Late = list[tuple[Report, Problem]]
_problem = st.tuples(st.integers(0, 3), st.integers(0, 24), st.integers(0, 24), st.integers(0, 3))
_loose = st.tuples(*[st.integers(0, 14)] * 3)


@pytest.mark.slow
@given(problems=st.lists(_problem, max_size=5), then=_loose, now=_loose)
@limits(max_examples=5, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_edition_and_no_two_editions_give_a_hidden_count_back(
    organisation: Organisation, problems: list[tuple[int, int, int, int]], then: tuple[int, ...], now: tuple[int, ...]
) -> None:
    with transaction.atomic():
        units = [organisation.county, organisation.bureau, organisation.town, organisation.other_town]
        late = _fill(units, problems, then, now)
        true, published = _publish(units, late)
        homes = {str(row.pk): row.unit.name for row in Problem.objects.select_related("unit")}
        transaction.set_rollback(True)
    known = Knowledge()
    above = organisation.county.name
    for edition in published:
        solver.read_edition(known, edition.figures, above=None if edition.unit.parent_id is None else above)
    quarters = [str(each) for each in (SECOND, THIRD, FOURTH)]
    solver.siblings(known, quarters, above, [unit.name for unit in units[1:]])
    solver.informed(known, quarters, {key: unit for key, unit in homes.items() if unit != above}, above)
    shown = {cell for terms, _value in known.equal if len(terms) == 1 for cell in terms}
    for cell, count in true.items():
        if cell in known.least and cell not in shown and count < FLOOR:
            low, high = known.range_of(cell)
            assert low <= count <= high
            assert high - low >= LEAST_WIDTH


def _row(unit: Unit, day: date, of: Problem | None = None, state: str = "") -> Report:
    return Report(
        receipt_digest=secrets.token_hex(32), released_on=day, category="B03", words="每周报三次。",
        receiving_unit=unit, problem=of, state=state or (Report.State.TRIAGED if of else Report.State.RELEASED),
        decline_reason="属于信访事项。" if state else "",
    )  # fmt: skip


def _fill(
    units: list[Unit], problems: list[tuple[int, int, int, int]], then: tuple[int, ...], now: tuple[int, ...]
) -> Late:
    """Make the rows, and return those that will be sorted late, with their problem."""
    late, rows = [], []
    for number, (unit, before, count, later) in enumerate(problems):
        found = problem(units[unit], f"第{number}件")
        rows += [_row(units[unit], SECOND.start + timedelta(days=place), found) for place in range(before)]
        rows += [_row(units[unit], THIRD.start + timedelta(days=place), found) for place in range(later, count)]
        late += [(_row(units[unit], THIRD.start), found) for _ in range(min(later, count))]
    for start, (single, declined, waiting) in ((SECOND.start, then), (THIRD.start, now)):
        rows += [_row(units[0], start, problem(units[0], "独一件")) for _ in range(single)]
        rows += [_row(units[place % 4], start, state=Report.State.DECLINED) for place in range(declined)]
        rows += [_row(units[place % 4], start) for place in range(waiting)]
    Report.objects.bulk_create([*rows, *(row for row, _ in late)])
    return late


def _publish(units: list[Unit], late: Late) -> tuple[dict[Cell, int], list[Edition]]:
    """Build editions as people do: early, again, of all units, after more was sorted, and a quarter later.

    Return the counts as they were when the third quarter was told, and all editions.
    """
    county, _bureau, town, _other = units
    found = _build([(county, THIRD, date(2026, 8, 20)), *((unit, THIRD, date(2026, 10, 2)) for unit in units)])
    true = _true(county)
    for row, of in late:
        Report.objects.filter(pk=row.pk).update(state=Report.State.TRIAGED, problem=of)
    looks = [(county, THIRD), (town, THIRD), (county, SECOND), (county, FOURTH)]
    return true, found + _build([(unit, of, date(2026, 11, 2)) for unit, of in looks])


def _build(looks: list[tuple[Unit, Quarter, date]]) -> list[Edition]:
    return [build_edition(actor=None, unit=unit, period=of, on=day) for unit, of, day in looks]


def _true(county: Unit) -> dict[Cell, int]:
    true: dict[Cell, int] = {}
    for of in (SECOND, THIRD):
        rows = Report.objects.filter(released_on__range=(of.start, of.end))
        for key in Problem.objects.values_list("pk", flat=True):
            true[str(of), county.name, str(key)] = rows.filter(problem=key).count()
        for unit in Unit.objects.exclude(pk=county.pk):
            below = unit.descendants(include_self=True)
            true[str(of), unit.name, solver.TOTAL] = rows.filter(receiving_unit__in=below).count()
    return true


def _told(organisation: Organisation) -> Edition:
    counts = [(0, 40, 23, 0), (0, 0, 17, 0), (0, 11, 11, 0), (0, 2, 3, 0)]
    _fill([organisation.county, *[organisation.town] * 3], counts, (0, 0, 0), (2, 12, 13))
    return build_edition(actor=None, unit=organisation.county, period=THIRD, on=date(2026, 10, 12))


def test_table_chart_and_sentences_repeat_the_edition(organisation: Organisation) -> None:
    edition = _told(organisation)
    shown = {"total": 81, "before": 53, "第0件": (23, 40), "第1件": (17, None)}
    rows = {row["title"]: (row["reports"], row["before"]) for row in edition.figures["recurring"]["rows"]}
    assert {"第2件": (None, None), "第3件": (None, None)} | shown == rows | {
        name: edition.figures["reports"][name] for name in ("total", "before")
    }
    with translation.override("en"):
        table = list(csv.reader(StringIO(csv_of(edition.figures).content.decode("utf-8-sig"), newline="")))
        context = context_of(edition, PAPER)
    counted = {row[1]: row[3:5] for row in table if row[2] == "Reports" and any(row[3:5])}
    trend = {"second quarter of 2026": ["53", ""], "third quarter of 2026": ["81", ""]}
    rest = {"All that is not shown, together": [str(81 - 23 - 17), ""]}
    assert counted == {"All reports": ["81", "53"], "第0件": ["23", "40"], "第1件": ["17", ""]} | trend | rest
    texts = re.findall(r">([^<>]*)<", str(context["chart"]))
    assert [text for text in texts if text.isdigit()] == ["23", "17"]
    assert texts.count("not shown") == 2
    assert set(re.findall(r"\b[0-9]+\b", context["lead"])) == {"1", "30", "2026", "81", "23"}
    assert [key.value for key in context["keys"]][:1] == ["81"]


@pytest.mark.parametrize("person", ["leader", "superior", None])
def test_pages_of_problems_repeat_the_edition(
    organisation: Organisation, cast: Cast, client: Client, person: str | None
) -> None:
    _told(organisation)
    Problem.objects.update(published=True)
    name = "problem_detail" if person else "board_problem"
    if person:
        client.force_login(getattr(cast, person))
    pages = {row.title: client.get(reverse(name, args=[row.pk])) for row in Problem.objects.exclude(title="独一件")}
    found = {title: page.context["extent"].reports for title, page in pages.items()}
    assert found == {"第0件": 23, "第1件": 17, "第2件": None, "第3件": None}
    report(organisation.county, problem=Problem.objects.get(title="第0件"), state="triaged")
    again = client.get(reverse(name, args=[Problem.objects.get(title="第0件").pk]))
    assert (again.context["extent"].reports, again.context["extent"].exact) == (23, False)


def test_what_was_told_under_one_unit_is_not_told_under_another(organisation: Organisation) -> None:
    """Were the county put under a city, the city's total less the county's would be known."""
    _told(organisation)
    city = Unit.objects.create(name="云州市", staff_count=9000)
    Unit.objects.filter(pk=organisation.county.pk).update(parent=city)
    for _ in range(12):
        report(city, released_on=THIRD.start)
    data = build_edition(actor=None, unit=city, period=THIRD, on=date(2026, 10, 13)).figures
    assert set(data["reports"].values()) == {None}
    assert {row["reports"] for row in data["recurring"]["rows"]} == set()


@pytest.mark.parametrize("start", [date(2026, 7, 2), date(2026, 8, 1), date(2026, 2, 1)])
def test_no_period_but_a_quarter_is_told(organisation: Organisation, start: date) -> None:
    with pytest.raises(ValueError, match="no quarter begins"):
        measure(organisation.county, start)
    with pytest.raises(ValueError, match="no quarter begins"):
        tell_quarter(unit=organisation.county, start=start, told=Told())


def test_a_unit_below_the_top_is_not_told(organisation: Organisation) -> None:
    assert not may_tell(unit=organisation.town, start=THIRD.start, today=date(2026, 10, 1))
    with pytest.raises(ValueError, match="top unit"):
        tell_quarter(unit=organisation.town, start=THIRD.start, told=Told())


def test_a_quarter_is_told_after_its_end_and_once(organisation: Organisation) -> None:
    county, start = organisation.county, THIRD.start
    assert [may_tell(unit=county, start=start, today=day) for day in (THIRD.end, FOURTH.start)] == [False, True]
    tell_quarter(unit=county, start=start, told=Told(total=30))
    tell_quarter(unit=county, start=start, told=Told(total=31))
    assert told(county, start) == Told(total=30)
    assert not may_tell(unit=county, start=start, today=FOURTH.start)


def test_a_revision_tells_how_cases_ended_as_the_first_edition_did() -> None:
    tolerance = {
        "steps": {"filed": [14, 2]},
        "outcomes": [{"code": "waive", "cases": None}],
        "situations": [],
        "against": [],
    }
    first = Edition(figures={"tolerance": tolerance})
    changed = {**tolerance, "steps": {"filed": [15, 2]}, "outcomes": [{"code": "waive", "cases": 11}]}
    data = told_once({"period": {"whole": True}, "tolerance": changed}, first)
    assert data["tolerance"] == {**tolerance, "steps": {"filed": [15, 2]}}
