"""Reading what someone typed, and the engine against its own reference: looking at every text."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import services
from search.lexicon import current
from search.models import DirtyMark
from search.query import LONGEST_QUERY, MOST_TERMS, Query, parse
from tests.search.conftest import Shelf
from tests.search.test_snippets import any_text


def _terms(query: Query) -> list[str]:
    return [term.text for term in query.terms]


def test_words_phrases_and_exclusions() -> None:
    query = parse('村级报表 “重复 填写” -台账 -"a b" 2026Q3 e-mail')
    assert _terms(query) == ["村级", "报表", "2026q3", "e", "mail"]
    assert [phrase.text for phrase in query.phrases] == ["重复填写"]
    assert [phrase.text for phrase in query.excluded] == ["台账", "a b"]


def test_fillers_count_only_where_nothing_else_was_asked_for() -> None:
    assert _terms(parse("我的报表")) == ["我", "报表"]
    assert _terms(parse("的")) == ["的"]


def test_neighbouring_characters_of_an_unknown_word_stay_together() -> None:
    assert _terms(parse("犇骉麤")) == ["犇骉麤"]
    assert _terms(parse("报表犇骉麤")) == ["报表", "犇骉麤"]


def test_open_quote_is_a_phrase_to_the_end() -> None:
    assert [phrase.text for phrase in parse('a "b c').phrases] == ["b c"]


@given(st.text(st.characters(codec=None), max_size=2 * LONGEST_QUERY))
def test_any_text_is_a_query_of_bounded_size(text: str) -> None:
    query = parse(text)
    assert len(query.terms) <= MOST_TERMS
    assert all(term.text for term in query.marks())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(st.tuples(any_text, any_text), min_size=1, max_size=4), any_text)
@example([("IBIBITY", "")], "")  # its stem does not begin as what is typed on the way to it
def test_engine_finds_exactly_what_reading_every_text_finds(
    notes: Shelf, texts: list[tuple[str, str]], typed: str
) -> None:
    for key in list(notes.documents):
        notes.drop(key)
    for number, (title, body) in enumerate(texts):
        notes.put(str(number), title, body)
    services.drain()
    assert DirtyMark.objects.count() == 0
    # Also look for pieces of what is there, or little would ever be found.
    for text in (typed, texts[0][0][:6], texts[-1][1][3:9]):
        page = services.search(text, user=None)
        query = parse(text, current())
        expected = {
            str(number) for number, (title, body) in enumerate(texts) if query.accepts(title, body, relaxed=False)
        }
        assert {hit.key for hit in page.best} == expected
        assert page.relaxed == (not expected and bool(page.hits))
        assert not page.partial
