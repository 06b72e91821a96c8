"""The overview: what was told and what staff did, for those it is for, and no difference that holds a report."""

import csv
import io
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Unit
from feedback.models import Problem, QuarterTold
from feedback.overview import MOST_ROWS, Hurting, Sum, overview
from feedback.taxonomy import BURDENS
from feedback.telling import Told, ToldProblem, as_json
from feedback.winding import wind_all_clocks
from tests.conftest import Cast, Organisation
from tests.feedback.rows import DAY, problem, remedy, report

FIRST, SECOND = date(2026, 4, 1), date(2026, 7, 1)
TODAY = date(2026, 11, 2)


def _tell(unit: Unit, start: date, end: date, problems: dict[str, ToldProblem], total: int | None) -> None:
    figures = as_json(Told(total=total, problems=problems))
    QuarterTold.objects.create(unit=unit, start=start, end=end, figures=figures, covers=[unit.pk])


@pytest.fixture
def two(organisation: Organisation) -> tuple[Problem, Problem]:
    first = problem(organisation.town, "台账重复", category="B04", asked_by="县民政局")
    second = problem(organisation.bureau, "会议太多", category="B01")
    _tell(organisation.county, FIRST, date(2026, 6, 30), {str(first.pk): ToldProblem(12, None)}, None)
    told = {str(first.pk): ToldProblem(31, (120, 300)), str(second.pk): ToldProblem(None, None)}
    _tell(organisation.county, SECOND, date(2026, 9, 30), told, 64)
    return first, second


def test_the_latest_quarter_is_repeated_with_its_change(
    cast: Cast, organisation: Organisation, two: tuple[Problem, Problem]
) -> None:
    found = overview(cast.leader, organisation.county, None, today=TODAY)
    first, second = two
    assert found.quarter == SECOND
    assert found.hurting == [
        Hurting(first, ToldProblem(31, (120, 300)), 12),
        Hurting(second, ToldProblem(None, None), None),
    ]
    assert [one.change for one in found.hurting] == [19, None]
    assert found.categories == [Sum("B04", 1, (120, 300)), Sum("B01", 1, None)]
    assert found.departments == [Sum("县民政局", 1, (120, 300))]
    assert found.together == Sum("", 2, (120, 300))
    assert found.totals == [(FIRST, None), (SECOND, 64)]
    assert overview(cast.leader, organisation.county, FIRST, today=TODAY).hurting == [
        Hurting(first, ToldProblem(12, None), None)
    ]


def test_a_narrower_unit_narrows_the_list_and_no_count_of_reports(
    cast: Cast, organisation: Organisation, two: tuple[Problem, Problem]
) -> None:
    whole = overview(cast.superior, organisation.county, SECOND, today=TODAY)
    part = overview(cast.superior, organisation.town, SECOND, today=TODAY)
    assert part.totals == whole.totals
    assert part.hurting == whole.hurting[:1]
    assert overview(cast.superior, organisation.other_town, SECOND, today=TODAY).hurting == []


def test_reports_that_come_in_change_nothing_before_a_quarter_is_told(
    cast: Cast, organisation: Organisation, two: tuple[Problem, Problem]
) -> None:
    def figures() -> list[Any]:
        units = (organisation.county, organisation.town, organisation.village)
        return [overview(cast.leader, unit, quarter, today=TODAY) for unit in units for quarter in (FIRST, SECOND)]

    before = figures()
    for number in range(25):
        joined: dict[str, Any] = {"state": "triaged", "problem": two[number % 2]} if number % 3 else {}
        report(organisation.town, released_on=date(2026, 8, 1 + number), own_unit=organisation.town, **joined)
    assert figures() == before


def test_work_counts_states_lateness_and_supervision(cast: Cast, organisation: Organisation) -> None:
    problem(organisation.town)
    remedy(problem(organisation.town, state="settled"), implemented_on=DAY, saves_low=3, saves_high=9)
    watched = problem(organisation.town, state="reopened", state_on=date(2026, 10, 30))
    watched.supervisions.create(
        unit=organisation.county, words="合并。", due_on=date(2026, 12, 1), on=DAY, actor=cast.superior
    )
    wind_all_clocks()
    work = overview(cast.leader, organisation.town, None, today=TODAY).work
    assert {state: count for state, count in work.states.items() if count} == {"open": 1, "settled": 1, "reopened": 1}
    assert (work.late, work.supervised, work.promised, work.confirmed) == (1, 1, None, (3, 9))


def test_the_page_is_for_leaders_and_superiors_and_says_what_more_reports_may_mean(
    cast: Cast, organisation: Organisation, two: tuple[Problem, Problem]
) -> None:
    client, address = Client(), reverse("overview")
    client.force_login(cast.superior)
    page = client.get(address, {"unit": organisation.town.pk, "quarter": "2026-07-01"}).content.decode()
    assert "台账重复" in page
    assert "会议太多" not in page
    assert "反映多，可能是因为更信任这个渠道" in page
    assert page.count("<svg xmlns") == 5
    assert client.get(address, {"unit": "x", "quarter": "gestern"}).status_code == 200
    client.force_login(cast.handler)
    assert client.get(address).status_code == 403


def test_counts_lead_to_the_problems_that_they_count(cast: Cast, organisation: Organisation, client: Client) -> None:
    problem(organisation.village, "站里的事", state="assigned")
    problem(organisation.bureau, "派到镇里的事", state="assigned", owner_unit=organisation.town)
    problem(organisation.other_town, "别镇的事", state="assigned")
    client.force_login(cast.leader)
    page = client.get(reverse("overview"), {"unit": organisation.town.pk})
    assert page.context["overview"].work.states["assigned"] == 2
    query = f"?unit={organisation.town.pk}&state=assigned"
    assert query.replace("&", "&amp;") in page.content.decode()
    listed = client.get(reverse("problems") + query)
    assert sorted(row.title for row in listed.context["page"]) == ["派到镇里的事", "站里的事"]
    file = client.get(reverse("problems_export") + query).content.decode()
    assert ("站里的事" in file, "别镇的事" in file) == (True, False)


def test_every_kind_is_shown_and_of_departments_how_many_more_there_are(cast: Cast, organisation: Organisation) -> None:
    for number, code in enumerate(list(BURDENS)[: MOST_ROWS + 2]):
        problem(organisation.town, f"第{number}件", category=code, asked_by=f"部门{number:02}")
    found = overview(cast.leader, organisation.county, None, today=TODAY)
    assert (len(found.categories), len(found.departments), found.further) == (MOST_ROWS + 2, MOST_ROWS, 2)


def test_the_file_holds_the_figures_of_the_page_and_hides_what_it_hides(
    cast: Cast, organisation: Organisation, two: tuple[Problem, Problem], client: Client
) -> None:
    client.force_login(cast.superior)
    answer = client.get(reverse("overview_export"), {"unit": organisation.county.pk, "quarter": "2026-07-01"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[:3] == [
        ["部分", "内容", "问题", "件数", "增减", "每月工时下限", "每月工时上限"],
        ["负担最重的问题", "台账重复", "", "31", "'+19", "120", "300"],
        ["负担最重的问题", "会议太多", "", "已隐藏", "", "", ""],
    ]
    assert ["未解决的问题，按事由", "合计", "2", "", "", "120", "300"] in rows
    assert ["哪里在增加", "2026Q2", "", "已隐藏", "", "", ""] in rows
    assert ["办理情况", "待派单", "2", "", "", "", ""] in rows
    part = client.get(reverse("overview_export"), {"unit": organisation.town.pk, "quarter": "2026-07-01"})
    assert "会议太多" not in part.content.decode("utf-8-sig")
    assert "2026Q3.csv" in unquote(answer.headers["Content-Disposition"])
    client.force_login(cast.handler)
    assert client.get(reverse("overview_export")).status_code == 403


def test_a_leader_of_one_town_is_told_of_no_problem_elsewhere(
    cast: Cast, organisation: Organisation, two: tuple[Problem, Problem]
) -> None:
    cast.leader.memberships.update(unit=organisation.town)
    client = Client()
    client.force_login(cast.leader)
    page = client.get(reverse("overview"), {"unit": organisation.county.pk}).content.decode()
    assert "台账重复" in page
    assert "会议太多" not in page


def test_charts_of_hours_hide_what_was_not_told_and_rank_nobody(
    cast: Cast, organisation: Organisation, two: tuple[Problem, Problem], client: Client
) -> None:
    problem(organisation.town, "又一件", category="B04", asked_by="县发改局")
    client.force_login(cast.leader)
    page = client.get(reverse("overview"), {"quarter": SECOND.isoformat()})
    assert [one.name for one in page.context["overview"].departments] == ["县发改局", "县民政局"]
    kinds, departments = (str(page.context[f"{name}_chart"]) for name in ("categories", "departments"))
    assert ("120–300" in kinds, "120–300" in departments) == (True, True)
    assert (kinds.count("stroke-dasharray"), departments.count("stroke-dasharray")) == (1, 1)
    assert page.content.decode().count('role="img"') == 5
    hidden = client.get(reverse("overview"), {"quarter": FIRST.isoformat()})
    assert (hidden.context["categories_chart"], hidden.context["departments_chart"]) == (None, None)
