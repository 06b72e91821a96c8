"""The new and the often reported come first, gently."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from search import services
from search.ranking import best_first, gain, newest_first
from search.registry import PUBLIC, Document
from tests.search.conftest import Shelf

TODAY = date(2026, 11, 1)


def _document(key: str, on: date | None = None, reports: int = 1) -> Document:
    return Document("note", key, "报表", "", frozenset({PUBLIC}), on, {}, reports)


@given(st.dates() | st.none(), st.integers(-5, 10**6))
def test_gain_is_gentle(on: date | None, reports: int) -> None:
    assert 1 <= gain(_document("1", on, reports), TODAY) <= 1.31


def test_of_equals_the_newer_and_the_more_reported_come_first() -> None:
    old, new, many = _document("a", date(2020, 1, 1)), _document("b", TODAY), _document("c", date(2020, 1, 1), 40)
    assert [one.key for one in best_first([(old, 5.0), (new, 5.0), (many, 5.0)], TODAY)] == ["c", "b", "a"]
    assert [one.key for one in best_first([(new, 5.0), (old, 9.0)], TODAY)] == ["a", "b"]


def test_newest_first_puts_what_has_no_day_last() -> None:
    dated = [_document("a", None), _document("b", date(2020, 1, 1)), _document("c", TODAY)]
    assert [one.key for one in newest_first(dated)] == ["c", "b", "a"]


def test_page_may_be_sorted_by_day_and_stays_while_leafing(notes: Shelf) -> None:
    for number in range(50):
        key = f"{number:02}"
        notes.documents[key] = _document(key, date(2026, 1, 1 + number % 28))
        services.mark("note", key)
    services.drain()
    newest = services.search("报表", user=None, newest=True)
    assert [str(hit.on)[-2:] for hit in newest.hits][:4] == ["28", "27", "26", "25"]
    for order in (False, True):
        pages = [services.search("报表", user=None, page=number, newest=order).hits for number in (1, 2, 3)]
        assert sorted(hit.key for page in pages for hit in page) == [f"{number:02}" for number in range(50)]
