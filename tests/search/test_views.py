"""The two search pages."""

from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from search import services
from search.registry import PUBLIC, Document
from search.underway import underway
from tests.conftest import Cast
from tests.search.conftest import Shelf


def _get(user: User | None, name: str, **query: str) -> str:
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(reverse(name), query)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def test_public_page_finds_public_documents_and_sets_no_cookie(letters: Shelf, notes: Shelf, cast: Cast) -> None:
    letters.put("open", "村级报表")
    letters.put("shut", "内部报表", "", "user:1")
    services.drain()
    client = Client()
    client.force_login(cast.handler)
    response = client.get(reverse("search"), {"q": "报表"})
    page = response.content.decode()
    assert "村级<mark>报表</mark>" in page
    assert "内部" not in page
    assert not response.cookies
    assert cast.handler.name not in page


def test_workplace_page_finds_what_its_reader_may_see(notes: Shelf, cast: Cast) -> None:
    notes.put("1", "给受理人的报表", "", f"user:{cast.handler.pk}")
    services.drain()
    assert "给受理人的<mark>报表</mark>" in _get(cast.handler, "work_search", q="报表")
    assert "给受理人的" not in _get(cast.leader, "work_search", q="报表")


def test_workplace_page_asks_for_a_sign_in(db: None) -> None:
    assert Client().get(reverse("work_search")).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("name", ["search", "work_search"])
def test_only_get(name: str, db: None) -> None:
    assert Client().post(reverse(name)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_query_stands_in_the_box_escaped_and_not_in_the_title(letters: Shelf) -> None:
    page = _get(None, "search", q='<script>"x')
    assert 'value="&lt;script&gt;&quot;x"' in page
    assert "<script>&quot;" not in page
    assert "script&gt;" not in page.split("</title>")[0]


def test_nothing_found_says_what_to_try(letters: Shelf) -> None:
    services.drain()
    assert "没有找到" in _get(None, "search", q="无此词语")


def test_letters_lead_to_offices_in_what_one_may_find_and_no_others(letters: Shelf) -> None:
    for key, office, audience in (("1", "县民政局", PUBLIC), ("2", "县统计局", "user:1")):
        filters = {"department": office}
        letters.documents[key] = Document("letter", key, "报表", "", frozenset({audience}), None, filters)
        services.mark("letter", key)
    services.drain()
    address = f'href="?{urlencode({"q": "部门:县民政局"})}"'
    assert address in _get(None, "search", q="mzj")
    assert address in _get(None, "search", q="xmz")
    assert "县统计局" not in _get(None, "search", q="tjj")
    letters.drop("1")
    assert address not in _get(None, "search", q="mzj")


def test_empty_query_asks_nothing(letters: Shelf) -> None:
    assert "没有找到" not in _get(None, "search")


def test_chips_narrow_and_are_kept_while_paging(letters: Shelf, notes: Shelf, cast: Cast) -> None:
    for number in range(21):
        letters.put(str(number), "报表")
    notes.put("n", "报表的说明")
    services.drain()
    page = _get(cast.handler, "work_search", q="报表", kind="letter")
    assert "报表的说明" not in page
    assert "?q=%E6%8A%A5%E8%A1%A8&amp;kind=letter&amp;page=2" in page
    assert "?q=%E6%8A%A5%E8%A1%A8&amp;kind=note" in page


@pytest.mark.parametrize("number", ["0", "-1", "9999999999999999999999", "x", "１", "²", ""])
def test_any_page_number_answers(letters: Shelf, number: str) -> None:
    _get(None, "search", q="报表", page=number)


def test_rebuilding_is_said_and_how_far_it_is(letters: Shelf) -> None:
    letters.put("1", "报表")
    page = _get(None, "search", q="报表")
    assert "搜索索引正在重建" in page
    assert "<progress" not in page
    with underway() as tell:
        tell(600, 800)
        assert '<progress max="100" value="75"' in _get(None, "search", q="报表")
    assert "<progress" not in _get(None, "search", q="报表")
