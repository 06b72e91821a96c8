"""Two editions side by side: what is hidden stays hidden, and who may read only one of them compares nothing."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Unit, User
from digests.comparing import Comparison, chart, compare
from digests.models import Edition
from digests.periods import Month, Period, Quarter, Year
from digests.releasing import release_edition
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter

SECOND, THIRD = Quarter(2026, 2), Quarter(2026, 3)


def _edition(unit: Unit, period: Period, on: date = BUILT) -> Edition:
    built = build_edition(actor=None, unit=unit, period=period, on=on)
    release_edition(actor=None, edition=built)
    return built


def _written(found: Comparison) -> dict[str, tuple[str, str, str]]:
    lines = [*found.reports, *found.problems, *found.work, *found.cases]
    return {line.name: (*line.written, line.change) for line in lines}


def test_two_quarters_repeat_what_their_editions_show_and_no_more(organisation: Organisation) -> None:
    quarter(organisation)
    county = organisation.county
    third, second = _edition(county, THIRD), _edition(county, SECOND)
    found = compare(third, second)
    assert (found.names, found.alike) == (("2026年第二季度", "2026年第三季度"), True)
    lines = _written(found)
    assert lines["全部反映件"] == ("53", "79", "+26")
    assert lines["入户走访台账多头重复报送"] == ("40", "23", "−17")
    assert lines["村级公示栏一年三次更换版式"] == ("—", "17", "—")
    # Shown in neither, though each quarter had eleven and three.
    assert lines["迎检档案盒重复装订"] == ("不单列", "不单列", "—")
    assert lines["会议室轮流陪会"] == ("不单列", "不单列", "—")
    assert lines["举措落实（项）"] == ("0", "1", "+1")
    drawn = str(chart(found, found.problems))
    assert (drawn.count("stroke-dasharray"), ">40<" in drawn, ">11<" in drawn) == (2, False, False)
    assert "入户走访台账多头重复报送40、23" in drawn


@pytest.mark.parametrize(
    ("period", "on"), [(Month(2026, 8), BUILT), (Year(2025), BUILT), (Quarter(2026, 4), date(2026, 10, 12))]
)
def test_no_change_is_given_between_periods_that_are_not_alike(
    organisation: Organisation, period: Period, on: date
) -> None:
    quarter(organisation)
    found = compare(_edition(organisation.county, THIRD), _edition(organisation.county, period, on))
    assert found.alike is False
    assert {change for _first, _second, change in _written(found).values()} == {"—"}


def test_units_are_never_compared_by_reports(organisation: Organisation) -> None:
    quarter(organisation)
    found = compare(_edition(organisation.town, THIRD), _edition(organisation.other_town, THIRD))
    assert (found.of_units, found.names, found.reports, found.problems) == (True, ("柳塘镇", "沙田镇"), [], [])
    assert _written(found)["提出申请"] == ("不单列", "不单列", "—")


def _page(user: User, edition: Edition, other: str | int | None = None) -> tuple[int, str]:
    client = Client()
    client.force_login(user)
    asked: dict[str, str | int] = {"with": other} if other is not None else {}
    answer = client.get(reverse("digest_compare", args=[edition.pk]), asked)
    return answer.status_code, answer.content.decode()


def test_page_offers_what_one_may_read_and_shows_both_columns(organisation: Organisation, cast: Cast) -> None:
    quarter(organisation)
    town, beside = _edition(organisation.town, THIRD), _edition(organisation.other_town, THIRD)
    earlier = _edition(organisation.town, SECOND)
    hidden = build_edition(actor=None, unit=organisation.bureau, period=THIRD, on=BUILT)
    status, page = _page(cast.leader, town)
    assert status == HTTPStatus.OK
    offered = [f'value="{each.pk}"' in page for each in (beside, earlier, hidden, town)]
    assert offered == [True, True, False, False]
    status, page = _page(cast.leader, town, beside.pk)
    # A chart of nothing but zeros is left out.
    assert (status, page.count("<table"), page.count("<svg xmlns")) == (HTTPStatus.OK, 2, 0)
    assert "单位之间只对比办理情况，不对比反映件数" in page
    assert AuditEntry.objects.filter(act="digest.open", detail={"form": "comparison"}).count() == 2
    status, page = _page(cast.leader, town, earlier.pk)
    assert (status, page.count("<table")) == (HTTPStatus.OK, 3)
    for other in (hidden.pk, "x", ""):
        status, page = _page(cast.leader, town, other)
        assert (status, "<table" in page, "aria-invalid" in page) == (HTTPStatus.UNPROCESSABLE_ENTITY, False, True)


def test_an_edition_alone_says_that_there_is_nothing_beside_it(organisation: Organisation, cast: Cast) -> None:
    status, page = _page(cast.leader, _edition(organisation.county, THIRD))
    assert (status, "暂无可以对比的简报" in page) == (HTTPStatus.OK, True)
