"""The figures are computed again by plain Python from the rows, and small cells are looked for everywhere."""

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from digests.figures import compute
from digests.periods import Quarter
from feedback.models import Remedy, Report
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, figures_of, quarter
from tests.feedback.rows import problem, report
from tests.tolerance.walk import case_in
from tolerance.models import Case

THIRD = Quarter(2026, 3)


def _within(day: date | None, of: Quarter) -> bool:
    return day is not None and of.start <= day <= of.end


def _released(of: Quarter) -> list[Report]:
    return [row for row in Report.objects.all() if _within(row.released_on, of)]


def test_totals_are_those_of_the_rows(organisation: Organisation) -> None:
    quarter(organisation)
    data = figures_of(organisation.county, THIRD, today=BUILT)
    now, before = len(_released(THIRD)), len(_released(THIRD.previous))
    assert (now, before) == (79, 53)
    found = {name: data["reports"][name] for name in ("total", "before", "change")}
    assert found == {"total": now, "before": before, "change": now - before}
    late = [row for row in Remedy.objects.all() if row.due_on <= THIRD.end and row.implemented_on is None]
    done = [row for row in Remedy.objects.all() if _within(row.implemented_on, THIRD)]
    assert (data["work"]["overdue"][0], data["work"]["implemented"][0]) == (len(late), len(done))
    assert [(row["owner"], row["days_late"]) for row in data["overdue"]] == [("县民政局", 30)]


def test_counts_of_problems_are_those_of_the_rows_or_hidden(organisation: Organisation) -> None:
    problems = quarter(organisation)
    rows = figures_of(organisation.county, THIRD, today=BUILT)["recurring"]["rows"]
    counts = Counter(row.problem_id for row in _released(THIRD))
    true = [(each.title, counts[each.pk]) for each in problems]
    shown = [(row["title"], row["reports"]) for row in rows]
    # 3 is under the floor; 11 goes with it, being too near to the next ones, which go too.
    assert true == [(shown[0][0], 23), (shown[1][0], 17), ("迎检档案盒重复装订", 11), ("会议室轮流陪会", 3)]
    assert shown[:2] == true[:2]
    assert sorted(shown[2:], key=str) == sorted([(title, None) for title, _count in true[2:]], key=str)
    assert [row["change"] for row in rows] == [-17, None, None, None]


def test_hours_are_shown_where_enough_people_named_them(organisation: Organisation) -> None:
    quarter(organisation)
    data = figures_of(organisation.county, THIRD, today=BUILT)
    # 20 and 3 named hours for the first and the last, of 4 to 80 each: all of them, and no single range, may be shown.
    assert data["reports"]["hours"] == [35 * 4, 35 * 80]
    assert data["recurring"]["rows"][0]["hours"] == [20 * 4, 20 * 80]
    assert [row["hours"] for row in data["recurring"]["rows"][2:]] == [None, None]


def _counts(node: Any, path: str = "") -> dict[str, int]:
    """Return every count of reports in the figures by its place."""
    if isinstance(node, dict):
        return {key: value for name, each in node.items() for key, value in _counts(each, f"{path}/{name}").items()}
    if isinstance(node, list):
        return {
            key: value for place, each in enumerate(node) for key, value in _counts(each, f"{path}/{place}").items()
        }
    return {path: node} if isinstance(node, int) and not isinstance(node, bool) else {}


@pytest.mark.parametrize("unit", ["county", "town", "bureau", "village"])
def test_no_small_count_of_reports_is_anywhere(organisation: Organisation, unit: str) -> None:
    quarter(organisation)
    data = figures_of(getattr(organisation, unit), THIRD, today=BUILT)
    counted = {"reports": data["reports"], "recurring": data["recurring"]["rows"]}
    small = {path: count for path, count in _counts(counted).items() if count < 10 and "change" not in path}
    assert small == {}


def test_a_unit_below_the_top_shows_no_count_of_reports(organisation: Organisation) -> None:
    """Beside the county's table it would be a second one: 15 of these 27 would be known to be about one thing."""
    quarter(organisation)
    small = problem(organisation.town, "临时急件")
    for _ in range(15):
        report(organisation.town, problem=small, state="triaged")
    data = figures_of(organisation.town, THIRD, today=BUILT)
    assert set(data["reports"].values()) == {None}
    assert [(row["title"], row["reports"], row["hours"]) for row in data["recurring"]["rows"]] == [
        ("临时急件", None, None)
    ]


def test_cases_are_those_of_the_rows(organisation: Organisation, cast: Cast) -> None:
    case_in("decided", organisation, cast)
    case_in("accepted", organisation, cast)
    first = Quarter(2026, 1)
    data = figures_of(organisation.county, first, today=BUILT)["tolerance"]
    cases = list(Case.objects.all())
    assert {name: pair[0] for name, pair in data["steps"].items()} == {
        "filed": sum(_within(case.submitted_on, first) for case in cases),
        "accepted": sum(_within(case.accepted_on, first) for case in cases),
        "decided": sum(_within(case.decided_on, first) for case in cases),
    }
    assert data["steps"]["filed"] == [2, 0]
    assert {row["cases"] for row in data["outcomes"]} == {None}
    # One decided case relied on S07: to name it without its count would tell of that case.
    assert data["situations"] == []
    below = figures_of(organisation.town, first, today=BUILT)["tolerance"]
    assert (below["any"], below["steps"]["filed"]) == (False, [None, None])


def test_a_running_quarter_counts_up_to_today_and_says_so(organisation: Organisation) -> None:
    report(organisation.county, released_on=date(2026, 8, 3))
    data = figures_of(organisation.county, THIRD, today=date(2026, 8, 20))
    assert data["period"] == {
        "label": "2026Q3", "kind": "quarter", "start": "2026-07-01", "end": "2026-08-20", "whole": False,
        "counted": True,
    }  # fmt: skip


def test_figures_are_json_and_hold_no_word_of_a_report(organisation: Organisation) -> None:
    quarter(organisation)
    text = json.dumps(figures_of(organisation.county, THIRD, today=BUILT), ensure_ascii=False)
    assert "每周要把同一张表报给三个科室" not in text


def test_figures_take_as_many_queries_for_three_problems_as_for_one(
    organisation: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    organisation.county.refresh_from_db()
    for _ in range(2):
        quarter(organisation)
        with django_assert_max_num_queries(60):
            compute(organisation.county, THIRD, today=BUILT)
