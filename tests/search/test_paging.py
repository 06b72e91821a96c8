"""Leafing through an answer: every hit once, and a plain word where the pages end before the answer does."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from search import finding, services
from search.registry import PUBLIC, Document
from tests.search.conftest import Shelf

MANY, LAST = 130, 3


@pytest.fixture
def many(letters: Shelf, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """More documents than can be leafed through, of two quarters, one of which can be."""
    monkeypatch.setattr(finding, "LAST_PAGE", LAST)
    for number in range(MANY):
        day = date(2026, 2, 1) if number % 3 else date(2026, 8, 1)
        body = "每月一次" if number % 2 else "每周一次，报表又改"
        key = f"{number:03}"
        letters.documents[key] = Document("letter", key, f"第{number}张报表", body, frozenset({PUBLIC}), day)
        services.mark("letter", key)
    services.drain()
    return sorted(letters.documents)


@pytest.mark.parametrize("newest", [False, True])
def test_every_hit_comes_once_and_the_end_is_said(many: list[str], newest: bool) -> None:
    def keys(text: str, number: int) -> tuple[list[str], bool, bool]:
        page = services.search(text, user=None, page=number, newest=newest)
        return [hit.key for hit in page.hits], page.more, page.ended

    pages = [keys("报表", number) for number in range(1, LAST + 1)]
    assert [page[1:] for page in pages] == [(True, False), (True, False), (False, True)]
    leafed = [key for page in pages for key in page[0]]
    assert (len(leafed), len(set(leafed))) == (LAST * finding.PAGE_SIZE, LAST * finding.PAGE_SIZE)
    if newest:
        # The newest of everything found, not of the best of it; of one day, by the key.
        rest = [key for key in many if key not in many[::3]]
        assert leafed == (many[::3] + rest)[: len(leafed)]
    assert keys("报表", 2) == pages[1]
    assert keys("报表", 99) == pages[-1]
    narrowed = [keys("报表 季度:2026Q3", number) for number in range(1, LAST + 1)]
    assert [page[1:] for page in narrowed] == [(True, False), (True, False), (False, False)]
    assert sorted(key for page in narrowed for key in page[0]) == many[::3]


def test_numbers_are_of_everything_found_and_so_are_those_of_what_is_narrowed(many: list[str]) -> None:
    facets = services.search("报表", user=None, counts=True, page=LAST).facets
    assert [(one.value, one.count) for one in facets["kind"]] == [("letter", len(many))]
    quarters = {one.value: one.count for one in facets["quarter"]}
    assert quarters == {"2026Q3": len(many[::3]), "2026Q1": len(many) - len(many[::3])}
    narrowed = services.search("报表 季度:2026Q3", user=None, counts=True).facets["kind"]
    assert [one.count for one in narrowed] == [quarters["2026Q3"]]


@pytest.mark.usefixtures("many")
def test_the_last_page_says_that_there_is_more_and_how_to_get_at_it() -> None:
    pages = {number: Client().get(reverse("search"), {"q": "报表", "page": str(number)}) for number in (LAST - 1, LAST)}
    said = {number: "翻页到此为止，但还有更多结果" in page.content.decode() for number, page in pages.items()}
    assert said == {LAST - 1: False, LAST: True}
    assert "<details open>" in pages[LAST].content.decode()
    assert 'rel="next"' not in pages[LAST].content.decode()
