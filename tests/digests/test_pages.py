import re
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import AuditEntry, Membership, Role, User
from digests.attachment import csv_of
from digests.models import Edition, Order, Rendering
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.services import build_edition, render_edition
from digests.tasks import build_one
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter

THIRD = Quarter(2026, 3)


@pytest.fixture
def edition(organisation: Organisation, cast: Cast) -> Edition:
    quarter(organisation)
    built = build_edition(actor=cast.superior, unit=organisation.county, period=THIRD, on=BUILT)
    release_edition(actor=cast.superior, edition=built)
    return built


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _town_leader(organisation: Organisation) -> User:
    user = User.objects.create_user("townleader", "correct-horse-battery")
    Membership.objects.create(user=user, unit=organisation.town, role=Role.LEADER)
    return user


def test_page_shows_the_frozen_figures_with_chart_and_table(edition: Edition, cast: Cast) -> None:
    page = _as(cast.leader).get(reverse("digest", args=[edition.pk])).content.decode()
    assert "共放出匿名反映件79件" in page
    assert page.count("<svg xmlns") >= 1
    # Two problems, and six quarters of which nothing was told.
    assert page.count("stroke-dasharray") == 2 + 6
    assert ">23</td>" in page
    assert ">11<" not in page
    assert "style=" not in page


def test_figures_lead_to_the_problems_behind_them_only_for_who_may_open_those(edition: Edition, cast: Cast) -> None:
    problems = [row["id"] for row in edition.figures["recurring"]["rows"]]
    for person, leads in ((cast.leader, True), (cast.superior, True), (cast.secretary, False)):
        client = _as(person)
        page = client.get(reverse("digest", args=[edition.pk])).content.decode()
        links = [reverse("problem_detail", args=[key]) for key in problems]
        assert [link in page for link in links] == [leads] * len(links)
        opened = {client.get(link).status_code for link in links}
        assert opened == {HTTPStatus.OK if leads else HTTPStatus.FORBIDDEN}


def test_page_is_the_same_after_the_rows_changed(edition: Edition, cast: Cast, organisation: Organisation) -> None:
    quarter(organisation)
    assert "共放出匿名反映件79件" in _as(cast.leader).get(reverse("digest", args=[edition.pk])).content.decode()


def test_opening_is_recorded(edition: Edition, cast: Cast) -> None:
    _as(cast.leader).get(reverse("digest", args=[edition.pk]))
    entry = AuditEntry.objects.order_by("number").last()
    assert entry is not None
    assert (entry.actor, entry.act, entry.detail) == ("leader", "digest.open", {"form": "page"})


@pytest.mark.parametrize("name", ["digest", "digest_pdf", "digest_progress"])
def test_an_edition_of_the_unit_above_is_not_there_for_those_below(
    edition: Edition, organisation: Organisation, name: str
) -> None:
    client = _as(_town_leader(organisation))
    hidden, missing = (reverse(name, args=[key]) for key in (edition.pk, edition.pk + 99))
    answer, other = client.get(hidden), client.get(missing)
    assert (answer.status_code, other.status_code) == (HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND)
    assert answer.content.decode().replace(hidden, missing) == other.content.decode()


def test_the_list_holds_only_what_one_may_read(edition: Edition, organisation: Organisation, cast: Cast) -> None:
    town = build_edition(actor=cast.superior, unit=organisation.town, period=THIRD, on=BUILT)
    release_edition(actor=cast.superior, edition=town)
    below = _as(_town_leader(organisation)).get(reverse("digests")).content.decode()
    above = _as(cast.leader).get(reverse("digests")).content.decode()
    assert ("清源县 2026年第三季度" in below, "柳塘镇 2026年第三季度" in below) == (False, True)
    assert ("清源县 2026年第三季度" in above, "柳塘镇 2026年第三季度" in above) == (True, True)
    assert (reverse("digest_build") in below, reverse("digest_build") in above) == (False, False)


def test_superior_builds_by_the_button(organisation: Organisation, cast: Cast) -> None:
    client = _as(cast.superior)
    chosen = {"unit": organisation.county.pk, "period": "2026Q3"}
    for _ in range(2):
        answer = client.post(reverse("digest_build"), chosen, follow=True)
        assert (answer.status_code, answer.redirect_chain[0][1]) == (HTTPStatus.OK, HTTPStatus.FOUND)
        build_one.call(Order.objects.get().pk)
    edition = Edition.objects.get()
    page = client.get(reverse("digest", args=[edition.pk])).content.decode()
    assert "等待生成" in page
    assert f'hx-get="{reverse("digest_progress", args=[edition.pk])}"' in page


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (("2026Q3", "", ""), "2026Q3"),
        (("2026-08", "", ""), "2026-08"),
        (("2025", "", ""), "2025"),
        (("2026Q3", "2026-01", "2026年6月"), "2026-01--2026-06"),
        (("2026Q3", "２０２６-０４", "2026-06"), "2026Q2"),
        (("2026Q7", "", ""), "选择一个有效的选项"),
        (("2026Q3", "2026-01", ""), "起始月份和截止月份应当同时填写"),
        (("2026Q3", "六月", "2026-06"), "请填写月份，例如 2026-01。"),
        (("2026Q3", "2026-06", "2026-01"), "截止月份不得早于起始月份"),
        (("2099", "", ""), "该统计期尚未开始。"),
    ],
)
def test_a_period_is_chosen_or_written_in_months(
    organisation: Organisation, cast: Cast, written: tuple[str, str, str], found: str
) -> None:
    period, first, last = written
    chosen = {"unit": organisation.county.pk, "period": period, "first": first, "last": last}
    answer = _as(cast.superior).post(reverse("digest_build"), chosen)
    if answer.status_code == HTTPStatus.FOUND:
        assert Order.objects.get().period == found
    else:
        page = answer.content.decode()
        assert (answer.status_code, found in page) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
        assert f'value="{last}"' in page if last else first in page


@pytest.mark.parametrize("person", ["leader", "handler", "outsider"])
def test_nobody_else_builds(organisation: Organisation, cast: Cast, person: str) -> None:
    answer = _as(getattr(cast, person)).post(
        reverse("digest_build"), {"unit": organisation.county.pk, "period": "2026Q3"}
    )
    assert answer.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert (Order.objects.count(), Edition.objects.count()) == (0, 0)


def test_a_unit_out_of_reach_cannot_be_built_for(organisation: Organisation, cast: Cast) -> None:
    user = User.objects.create_user("townsuperior", "correct-horse-battery")
    Membership.objects.create(user=user, unit=organisation.town, role=Role.SUPERIOR)
    answer = _as(user).post(reverse("digest_build"), {"unit": organisation.county.pk, "period": "2026Q3"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (Order.objects.count(), Edition.objects.count()) == (0, 0)


def test_pdf_is_sent_when_ready_and_says_so_before(edition: Edition, cast: Cast) -> None:
    client, address = _as(cast.leader), reverse("digest_pdf", args=[edition.pk])
    early = client.get(address)
    assert (early.status_code, "PDF 尚未生成" in early.content.decode()) == (HTTPStatus.SERVICE_UNAVAILABLE, True)
    kept = render_edition(edition=edition, language="zh-hans").pdf
    ready = client.get(address)
    assert (ready.status_code, ready["Content-Type"], ready.content) == (HTTPStatus.OK, "application/pdf", kept)
    assert "2026Q3-r1.pdf" in ready["Content-Disposition"]
    for further in ({"language": "en"}, {"layout": "plain"}):
        assert client.get(address, further).status_code == HTTPStatus.SERVICE_UNAVAILABLE
    plain = edition.renderings.filter(layout="plain", language="zh-hans")
    plain.update(state=Rendering.State.READY, pdf=b"%PDF- plain")
    assert client.get(address, {"layout": "plain"}).content == b"%PDF- plain"
    page = client.get(reverse("digest", args=[edition.pk])).content.decode()
    offered = re.findall(r'href="([^"]*[.]pdf[^"]*)"', page)
    assert offered == [f"{address}?language=zh-hans&amp;layout={layout}" for layout in ("official", "plain")]


def test_the_table_is_sent_as_it_lies_in_the_pdf(edition: Edition, cast: Cast) -> None:
    client, address = _as(cast.leader), reverse("digest_csv", args=[edition.pk])
    assert address in client.get(reverse("digest", args=[edition.pk])).content.decode()
    sent = client.get(address)
    with translation.override("zh-hans"):
        assert sent.content == csv_of(edition.figures).content
    assert "2026Q3-r1.csv" in sent["Content-Disposition"]
    entry = AuditEntry.objects.order_by("number").last()
    assert entry is not None
    assert entry.detail == {"form": "csv"}


def test_progress_ends_and_shows_the_line_to_install(edition: Edition, cast: Cast) -> None:
    edition.renderings.update(state=Rendering.State.FAILED, fault="apt-get install -y libnone0")
    part = _as(cast.superior).get(reverse("digest_progress", args=[edition.pk])).content.decode()
    assert "apt-get install -y libnone0" in part
    assert "hx-trigger" not in part
    assert reverse("digest_pdfs", args=[edition.pk]) in part


def test_list_takes_as_many_queries_for_three_editions_as_for_one(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    client = _as(cast.leader)
    client.get(reverse("digests"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("digests"))
    for of in (THIRD.previous, THIRD.previous.previous):
        further = build_edition(actor=None, unit=organisation.county, period=of, on=BUILT)
        release_edition(actor=None, edition=further)
    with CaptureQueriesContext(connection) as three:
        page = client.get(reverse("digests")).content.decode()
    assert (page.count("总第"), len(three)) == (3, len(one))
