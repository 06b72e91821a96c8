from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from feedback.suggesting import suggestions
from search.services import drain, mark
from tests.cast import Cast, Organisation
from tests.feedback.rows import problem, report

FIRST = "每天下午四点前要报防溺水日报，下雨没人也要报巡塘次数和劝离人数。"
SECRET = "沙田镇的防溺水日报也是每天巡塘四遍。"


def test_suggestions_name_problems_and_reports_with_reasons(organisation: Organisation, cast: Cast) -> None:
    mine = report(organisation.county, FIRST, task="防溺水日报", asked_by="县教育局")
    other = report(organisation.county, "防溺水巡塘日报天天报。", task="防溺水日报", asked_by="县教育局")
    known = problem(organisation.county, "防溺水日报过密", statement="巡塘日报与周报重复。", asked_by="县教育局")
    problem(organisation.county, "报销签字太多", statement="报销要七个签字。", category="B14")
    found = suggestions(cast.handler, mine)
    assert [like.row for like in found.problems] == [known]
    assert [like.row for like in found.reports] == [other]
    assert found.reports[0].reasons[:3] == ("要求方相同", "表格或任务相同", "类别相同")


def test_suggestions_never_show_what_the_handler_may_not_read(organisation: Organisation, cast: Cast) -> None:
    mine = report(organisation.county, FIRST)
    report(organisation.other_town, SECRET)
    report(organisation.bureau, SECRET, asked_by_unit=organisation.county)
    problem(organisation.other_town, "防溺水日报过密", statement="巡塘日报重复。")
    assert not suggestions(cast.handler, mine)


@pytest.mark.usefixtures("organisation")
def test_a_report_without_words_is_like_nothing(organisation: Organisation, cast: Cast) -> None:
    gone = report(organisation.county, "", withdrawn=True, state="withdrawn")
    problem(organisation.county)
    assert not suggestions(cast.handler, gone)


def test_the_index_offers_what_has_another_category(organisation: Organisation, cast: Cast, tmp_path: Path) -> None:
    mine = report(organisation.county, FIRST, task="防溺水日报")
    known = problem(
        organisation.county, "防溺水日报过密", statement="防溺水日报要报巡塘次数和劝离人数。", category="B04"
    )
    with override_settings(SEARCH_DIR=tmp_path / "index"):
        for kind, row in (("report", mine), ("problem", known)):
            mark(kind, str(row.pk))
        drain()
        assert [like.row for like in suggestions(cast.handler, mine).problems] == [known]
    assert not suggestions(cast.handler, mine)


def test_one_click_joins_the_report(organisation: Organisation, cast: Cast, client: Client) -> None:
    mine = report(organisation.county, FIRST, asked_by="县教育局")
    known = problem(organisation.county, "防溺水日报过密", statement="巡塘日报与周报重复。", asked_by="县教育局")
    client.force_login(cast.handler)
    page = client.get(reverse("report_detail", args=[mine.pk])).content.decode()
    assert f'name="join-problem" value="{known.pk}"' in page
    client.post(reverse("report_join", args=[mine.pk]), {"join-problem": str(known.pk)})
    assert list(known.reports.all()) == [mine]
