"""The chapters on what followed from a quarter are computed again by plain Python from the rows."""

from collections import Counter
from datetime import date

import pytest

from digests.document import render_html
from digests.periods import Quarter
from digests.services import build_edition
from feedback.models import DuplicateRequest, Problem, ProblemEvent, Remedy, Task
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, figures_of, quarter
from tests.feedback.rows import problem, remedy, report

THIRD = Quarter(2026, 3)
START, END = THIRD.start, THIRD.end


def _event(of: Problem, act: str, on: date = END) -> None:
    ProblemEvent.objects.create(problem=of, on=on, act=act)


@pytest.fixture
def problems(organisation: Organisation) -> list[Problem]:
    """The usual quarter, and: promises kept and broken in six of eight quarters, confirmed and returned problems."""
    found = quarter(organisation)
    for place, (due, done) in enumerate(
        [
            (date(2024, 9, 30), None), (date(2024, 10, 1), date(2024, 10, 1)), (date(2025, 3, 31), date(2025, 4, 1)),
            (date(2025, 12, 31), date(2025, 12, 1)), (date(2026, 9, 30), date(2026, 9, 30)), (date(2026, 10, 1), None),
        ]
    ):  # fmt: skip
        remedy(found[place % 2], due_on=due, implemented_on=done, promised_on=date(2024, 7, 1))
    kept = problem(organisation.county, "必须保留", state="kept", kept_reason="依法。", published=True)
    remedy(kept, due_on=date(2026, 8, 1), promised_on=date(2026, 7, 1))
    _event(found[0], "confirmed")
    _event(found[1], "reopened", START)
    _event(found[1], "rebounded")
    _event(found[2], "confirmed", date(2026, 10, 1))
    return found


def test_trends_have_numerator_and_denominator_of_the_rows(problems: list[Problem], organisation: Organisation) -> None:
    rows = figures_of(organisation.county, THIRD)["trends"]
    assert [row["label"] for row in rows] == [
        "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3",
    ]  # fmt: skip
    due, kept = Counter[str](), Counter[str]()
    for row in Remedy.objects.exclude(problem__state="kept"):
        label = f"{row.due_on.year}Q{(row.due_on.month + 2) // 3}"
        if row.due_on <= END:
            due[label] += 1
            kept[label] += row.implemented_on is not None and row.implemented_on <= row.due_on
    assert [(row["due"], row["kept"]) for row in rows] == [(due[row["label"]], kept[row["label"]]) for row in rows]
    assert (sum(row["due"] for row in rows), sum(row["kept"] for row in rows)) == (6, 4)
    # Only what was told of a quarter is repeated.
    assert [row["reports"] for row in rows] == [*[None] * 6, 53, 79]


def test_a_unit_below_the_top_repeats_no_count(problems: list[Problem], organisation: Organisation) -> None:
    data = figures_of(organisation.town, THIRD)
    assert {row["reports"] for row in data["trends"]} == {None}
    assert {row["reports"] for row in data["duplicates"]} <= {None}


def test_outcomes_are_those_of_the_history(problems: list[Problem], organisation: Organisation) -> None:
    data = figures_of(organisation.county, THIRD)
    assert [row["title"] for row in data["confirmed"]] == [problems[0].title]
    assert [row["title"] for row in data["returned"]] == [problems[1].title]
    assert (data["work"]["confirmed"], data["work"]["returned"]) == ([1, 0], [1, 0])
    carried = [row for row in Remedy.objects.all() if row.implemented_on and START <= row.implemented_on <= END]
    assert {(row["problem"], row["implemented_on"]) for row in data["done"]["rows"]} == {
        (row.problem.title, str(row.implemented_on)) for row in carried
    }
    assert data["done"]["more"] == 0


def test_overload_names_units_by_their_open_and_late_promises(
    problems: list[Problem], organisation: Organisation
) -> None:
    # One open, one late: not yet; a second late one is a signal.
    remedy(problem(organisation.town, "走访打卡", state="promised"), due_on=date(2026, 12, 1))
    busy = problem(organisation.other_town, "迎检材料", state="promised")
    for day in (date(2026, 8, 20), date(2026, 9, 30)):
        remedy(busy, due_on=day)
    undone = [
        row for row in Remedy.objects.select_related("owner_unit").exclude(problem__state="kept")
        if row.promised_on <= END and (row.implemented_on is None or row.implemented_on > END)
    ]  # fmt: skip
    every = Counter(row.owner_unit.name for row in undone)
    late = Counter(row.owner_unit.name for row in undone if row.due_on <= END)
    rows = figures_of(organisation.county, THIRD)["overload"]
    assert {row["owner"]: (row["open"], row["late"]) for row in rows} == {
        unit: (every[unit], late[unit]) for unit in every if every[unit] >= 4 or late[unit] >= 2
    }
    assert {"owner": "沙田镇", "open": 2, "late": 2} in rows
    assert "柳塘镇" not in [row["owner"] for row in rows]


def test_duplicates_are_the_problems_of_that_category(problems: list[Problem], organisation: Organisation) -> None:
    rows = figures_of(organisation.county, THIRD)["duplicates"]
    assert [(row["title"], row["reports"]) for row in rows] == [(problems[0].title, 23)]


def test_proposals_and_questions_name_owner_and_day(problems: list[Problem], organisation: Organisation) -> None:
    apart = problem(organisation.county, "同一检查两家各查", asked_by="县教育局", state="assigned")
    ownerless = problem(organisation.county, "无人认领的表", category="B03")
    for each in (apart, apart, ownerless, ownerless):
        report(organisation.county, problem=each, state="triaged")
    data = figures_of(organisation.county, THIRD)
    kinds = [(row["kind"], row["title"], row["owner"]) for row in data["proposals"]]
    assert kinds[:2] == [("assign", "无人认领的表", "清源县"), ("again", problems[1].title, "清源县")]
    assert {kind for kind, _title, _owner in kinds[2:]} == {"deliver"}
    assert {row["by"] for row in data["proposals"]} == {"2026-10-30"}
    assert [(row["kind"], row["title"]) for row in data["questions"]][:1] == [("apart", "同一检查两家各查")]
    stuck = {row["title"] for row in data["questions"] if row["kind"] == "stuck"}
    assert stuck == {row["problem"] for row in data["overdue"] if row["days_late"] >= 30}


def test_causes_are_those_that_staff_named(problems: list[Problem], organisation: Organisation) -> None:
    for row, cause in zip(problems, ("C24", "C12", "C24", ""), strict=True):
        Problem.objects.filter(pk=row.pk).update(cause=cause)
    edition = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
    rows = edition.figures["recurring"]["rows"]
    assert {row["title"]: row["cause"] for row in rows} == {
        each.title: each.cause for each in Problem.objects.exclude(state="kept")
    }
    html = " ".join(render_html(edition, "en").split())
    assert html.count("Cause: Data islands") == 2
    assert "Data islands (2 problems); Trace-leaving (1 problem); not known yet of 1 problem." in html
    # Editions of earlier schemas say nothing of causes.
    for row in rows:
        del row["cause"]
    assert "Cause: " not in render_html(edition, "en")


def test_a_running_quarter_counts_promises_up_to_today(organisation: Organisation) -> None:
    late = problem(organisation.county, state="promised")
    for day in (date(2026, 8, 10), date(2026, 9, 10)):
        remedy(late, due_on=day, promised_on=date(2026, 7, 1))
    data = figures_of(organisation.county, THIRD, today=date(2026, 8, 20))
    assert (data["trends"][-1]["due"], data["trends"][-1]["kept"]) == (1, 0)
    assert figures_of(organisation.county, THIRD, today=BUILT)["trends"][-1]["due"] == 2


def test_pairs_of_the_register_are_those_that_nobody_dismissed(organisation: Organisation, cast: Cast) -> None:
    names = ("残疾人信息表", "残疾人台账", "耕地图斑表")
    tasks = [
        Task.objects.create(
            unit=organisation.town, name=name, key=name, asked_by=f"第{place}局", department_key=f"{place}",
            added_on=BUILT, state_on=BUILT,
        )
        for place, name in enumerate(names)
    ]  # fmt: skip
    for second, dismissed in ((tasks[1], None), (tasks[2], cast.handler)):
        DuplicateRequest.objects.create(
            first=tasks[0], second=second, percent=80, facts={}, seen="x", found_on=BUILT, dismissed_by=dismissed,
            dismissed_on=BUILT if dismissed else None,
        )  # fmt: skip
    pair = {"first": names[0], "first_by": "第0局", "second": names[1], "second_by": "第1局", "percent": 80}
    assert figures_of(organisation.county, THIRD)["register"] == {"rows": [pair], "more": 0}
    assert figures_of(organisation.other_town, THIRD)["register"] == {"rows": [], "more": 0}
