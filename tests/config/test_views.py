"""Home, promise, workplace, style guide and the pages for faults."""

import re
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from config import errors
from config.menu import standing_for
from tests.cast import Cast
from tests.urls.roles import STAFF


def _text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize(("prefix", "promised"), [("/", "我们做不到"), ("/en/", "What we cannot promise")])
def test_home_says_what_it_cannot_promise(reporter: Client, prefix: str, promised: str) -> None:
    assert promised in _text(reporter.get(prefix))


def test_home_offers_report_follow_board_and_criteria(reporter: Client) -> None:
    tiles = re.findall(r'<a class="tile[^"]*" href="([^"]+)"', _text(reporter.get("/")))
    assert tiles == ["/report/", "/follow/", "/problems/", "/answers/", "/criteria/", "/precedents/"]


def test_pages_without_a_head_have_an_icon_too(reporter: Client) -> None:
    answer = reporter.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/img/mark.svg")


@pytest.mark.parametrize(
    ("path", "current"),
    [("/follow/", ["/follow/"]), ("/criteria/check/", ["/criteria/"]), ("/case/", []), ("/", [])],
)
@pytest.mark.django_db
def test_menu_marks_where_one_is(reporter: Client, path: str, current: list[str]) -> None:
    assert re.findall(r'<a href="([^"]+)" aria-current', _text(reporter.get(path))) == current


@pytest.mark.parametrize(
    ("path", "current"), [("/follow/", "page"), ("/follow/add/", "true"), ("/case/follow/", ""), ("/", "")]
)
def test_a_link_stands_for_its_page_and_those_below_alone(path: str, current: str) -> None:
    assert standing_for("/follow/", path) == current


@pytest.mark.django_db
def test_promise_names_the_numbers_that_hold(reporter: Client) -> None:
    text = _text(reporter.get("/en/promise/"))
    assert "at least 5 entries" in text
    assert "180 days after a report is closed" in text
    assert "After 3 days" in text
    assert "fewer than 20 members of staff" in text
    assert "no count under 10" in text


@pytest.mark.django_db
def test_promise_says_what_no_software_can_do(reporter: Client) -> None:
    text = _text(reporter.get("/en/promise/"))
    assert "A gateway, a proxy or a managed computer" in text
    assert "Whoever seizes the running server" in text


def test_workplace_offers_what_the_rights_allow(client: Client, cast: Cast) -> None:
    offered = {}
    for role in STAFF:
        client.force_login(getattr(cast, role))
        offered[role] = re.findall(r'class="tile" href="([^"]+)"', _text(client.get("/work/")))
    assert "/work/reports/" in offered["handler"]
    assert "/work/reports/" not in offered["leader"]
    assert offered["audit_admin"] == ["/work/admin/audit/"]


@pytest.mark.parametrize("page", ["/work/", "/work/cases/", "/work/cases/late/", "/work/cases/limits/"])
def test_menu_of_the_workplace_marks_the_nearest_entry_alone(client: Client, cast: Cast, page: str) -> None:
    client.force_login(cast.leader)
    marked = re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', _text(client.get(page)))
    assert marked == [(page, "page")]


@pytest.mark.parametrize("address", ["/no/such/page/", "/en/no/such/page/"])
def test_unknown_page_answers_in_our_words(reporter: Client, address: str) -> None:
    response = reporter.get(address)
    assert response.status_code == 404
    assert "<h1>" in _text(response)


def _broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("", _broken)]
handler500 = errors.server_error


@override_settings(ROOT_URLCONF="tests.config.test_views")
def test_fault_of_ours_says_so_without_database(reporter: Client) -> None:
    reporter.raise_request_exception = False
    response = reporter.get("/")
    assert response.status_code == 500
    assert "是我们出了故障" in _text(response)


@pytest.mark.parametrize("page", [errors.bad_request, errors.forbidden])
def test_fault_pages_have_one_heading(rf: RequestFactory, page: object) -> None:
    assert callable(page)
    assert _text(page(rf.get("/"), Exception())).count("<h1>") == 1


def test_late_form_is_told_that_nothing_is_lost(rf: RequestFactory) -> None:
    response = errors.csrf_failure(rf.get("/work/"))
    assert response.status_code == 403
    assert "您写的内容还在" in _text(response)
