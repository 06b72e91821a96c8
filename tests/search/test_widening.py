"""What follows the best: some of the words, or the same matter, and nothing that was taken out or barred."""

from dataclasses import replace

import pytest

from search import services
from tests.conftest import Cast
from tests.search.conftest import Shelf


@pytest.fixture
def shelf(notes: Shelf, cast: Cast) -> Shelf:
    notes.put("all", "多头检查", "安监局和消防队一周来三次，迎检材料堆成山")
    notes.put("some", "检查太频繁", "换着名头来检查")
    notes.put("like", "迎检材料", "消防队和安监局一周来三次，材料堆成山")
    notes.put("other", "报刊征订", "摊派到人")
    notes.put("shut", "检查", "安监局一周来三次", f"user:{cast.leader.pk}")
    services.drain()
    return notes


def _keys(text: str) -> tuple[list[str], list[str]]:
    page = services.search(text, user=None)
    return [hit.key for hit in page.best], sorted(hit.key for hit in page.further)


def test_best_are_followed_by_parts_and_by_the_same_matter(shelf: Shelf) -> None:
    assert _keys("多头检查") == (["all"], ["like", "some"])


def test_excluded_phrases_and_days_hold_for_what_follows(shelf: Shelf) -> None:
    assert _keys("多头检查 -频繁") == (["all"], ["like"])
    assert _keys("多头检查 “换着名头”") == ([], ["some"])
    assert _keys("多头检查 until:2020") == ([], [])


def test_text_taken_out_leads_nowhere(shelf: Shelf) -> None:
    shelf.documents["like"] = replace(shelf.documents["like"], body="", title="无")
    # What is left shares a word with the best.
    assert _keys("消防队") == (["all"], ["some"])


def test_full_page_is_not_followed_by_others(shelf: Shelf) -> None:
    for number in range(21):
        shelf.put(f"{number:02}", "报表")
    shelf.put("part", "表")
    services.drain()
    page = services.search("报表", user=None)
    assert (page.whole, len(page.hits), page.more, page.further) == (20, 20, True, ())


def test_page_says_where_they_begin(shelf: Shelf) -> None:
    page = services.search("多头检查", user=None)
    assert (page.whole, page.relaxed) == (1, False)
    page = services.search("多头 频繁 征订", user=None)
    assert (page.whole, page.relaxed, bool(page.further)) == (0, True, True)
