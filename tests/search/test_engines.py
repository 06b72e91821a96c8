"""The index in PostgreSQL: as good as the one in files, one for all nodes, and never in the way of a backup."""

import os
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import override_settings

from benchmarks.relevance import DATA, read_lines, texts_of
from search import services
from search.backend.engines import engine
from search.backend.files import EngineError
from search.backend.postgres import lexemes, storing, tables
from search.backend.questions import EVERYTHING, question
from search.backend.reader import Answer, scope
from search.backend.schema import Found
from search.models import DirtyMark
from search.query import parse
from search.registry import PUBLIC, Document
from tests.search.conftest import Shelf, found

pytestmark = pytest.mark.skipif(
    not os.environ.get("QZ_DATABASE_URL"), reason="needs the PostgreSQL that `python -m tests.postgres` starts"
)
HELD = {"note": {PUBLIC, "unit:1"}}
TEN = 10


@pytest.fixture
def engine_name() -> str:
    return "postgresql"


def _documents() -> list[Document]:
    """Invented reports of the judged set, a third of them for one unit alone, with days and facets."""
    audiences = (PUBLIC, "unit:1", "unit:2")
    return [
        Document(
            "note", key, *text, frozenset({audiences[number % 3]}), date(2026, 1 + number % 12, 1),
            {"unit": str(number % 4)},
        )
        for number, (key, text) in enumerate(texts_of(read_lines(DATA / "burdens.jsonl")).items())
    ]  # fmt: skip


def _with(name: str, asks: Callable[[], list[Answer]]) -> list[Answer]:
    with override_settings(SEARCH_ENGINE=name):
        engine().rebuild(_documents(), ["note"])
        return asks()


def test_both_engines_give_the_same_best_and_newest_ten_totals_and_counts(db: None) -> None:
    texts = [row["q"] for part in ("tune", "test") for row in read_lines(DATA / f"queries_{part}.jsonl")]
    asked = [question(parse(text), relaxed=relaxed) for text in texts for relaxed in (False, True)] + [EVERYTHING]
    among = [scope(HELD), scope(HELD, {"unit": ["1", "2"]}), scope(HELD, None, date(2026, 3, 1), date(2026, 9, 1))]

    def asks() -> list[Answer]:
        return [
            engine().ask(one, among[at % 3], limit=TEN, count=["unit"], newest=newest)
            for newest in (False, True)
            for at, one in enumerate(asked)
        ]

    ours, theirs = _with("whoosh", asks), _with("postgresql", asks)
    assert [(one.total, one.counts) for one in theirs] == [(one.total, one.counts) for one in ours]
    same = [
        [hit for hit, _score in one.hits] == [hit for hit, _score in other.hits]
        for one, other in zip(ours, theirs, strict=True)
    ]
    assert sum(same[: len(asked)]) >= 0.95 * len(asked)
    # Days leave nothing to rounding: the newest are the same, each of them.
    assert all(same[len(asked) :])
    assert sum(bool(one.hits) for one in ours[: len(asked)]) > 0.8 * len(asked)


def test_scores_are_those_of_the_embedded_engine(db: None) -> None:
    asked = question(parse("报表 重复 民政"), relaxed=True)

    def asks() -> list[Answer]:
        return [engine().ask(asked, scope(HELD), limit=500)]

    (ours,), (theirs,) = _with("whoosh", asks), _with("postgresql", asks)
    assert len(ours.hits) > TEN
    assert dict(theirs.hits) == pytest.approx(dict(ours.hits), rel=1e-5)


@pytest.mark.parametrize("often", [1, 2, 3, 17, 255, 400])
def test_number_of_times_comes_back_from_a_rank(db: None, often: int) -> None:
    text = "报表 " * often
    document = Document("note", "1", "", text, frozenset({PUBLIC}))
    for name in ("whoosh", "postgresql"):
        with override_settings(SEARCH_ENGINE=name):
            engine().rebuild([document], ["note"])
    asked = question(parse("报表"), relaxed=False)
    scores = []
    for name in ("whoosh", "postgresql"):
        with override_settings(SEARCH_ENGINE=name):
            scores.append(engine().ask(asked, scope(HELD), limit=1).hits)
    assert dict(scores[1]) == pytest.approx(dict(scores[0]), rel=1e-5)


def test_more_than_are_fetched_are_counted_and_the_best_of_them_come_first(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.backend.postgres.asking.POOL", 10)
    asked = question(parse("报表 台账 系统 重复"), relaxed=True)

    def asks() -> list[Answer]:
        return [engine().ask(asked, scope(HELD), limit=5)]

    (ours,), (theirs,) = _with("whoosh", asks), _with("postgresql", asks)
    assert ours.total > 20
    assert (theirs.total, theirs.hits[0][0]) == (ours.total, ours.hits[0][0])


def _terms() -> dict[str, int]:
    held = tables.state()
    assert held
    return dict(tables.rows(f"SELECT term, often FROM {held.terms}"))  # noqa: S608


def test_numbers_after_many_changes_are_those_of_a_new_index(notes: Shelf) -> None:
    services.drain()
    for number in range(12):
        notes.put(str(number % 5), f"报表 {number}", "每月重复填写")
        services.drain()
    notes.drop("3")
    services.drain()
    changed, before = _terms(), tables.state()
    assert services.compact()
    after = tables.state()
    assert before
    assert after
    assert changed == _terms()
    assert (before.documents, before.words, before.grams) == (after.documents, after.words, after.grams)
    assert before.name != after.name


def test_old_tables_go_with_the_switch(notes: Shelf) -> None:
    for _ in range(2):
        services.compact()
    names = [
        name for (name,) in tables.rows("SELECT tablename FROM pg_tables WHERE starts_with(tablename, 'searchindex')")
    ]
    assert len(names) == 3


def test_another_shape_or_no_index_is_built_anew(notes: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    notes.put("1", "报表")
    assert services.search("报表", user=None).partial
    services.drain()
    first = tables.state()
    monkeypatch.setattr("search.backend.files.FORMAT", 10_000)
    services.drain()
    assert tables.state() != first
    storing.forget()
    page = services.search("报表", user=None)
    assert ([hit.key for hit in page.hits], page.partial) == (["1"], True)
    services.drain()
    assert found("报表") == ["1"]


def test_index_that_cannot_be_written_keeps_every_mark(notes: Shelf) -> None:
    services.drain()
    notes.put("1", "报表秘密")
    held = tables.state()
    assert held
    tables.rows(f"ALTER TABLE {held.terms} ADD CONSTRAINT never CHECK (often > 9)")
    with pytest.raises(EngineError) as raised:
        services.drain()
    assert "秘密" not in str(raised.value)
    assert (DirtyMark.objects.count(), found("秘密")) == (1, [])
    tables.rows(f"ALTER TABLE {held.terms} DROP CONSTRAINT never")
    services.drain()
    assert found("秘密") == ["1"]


def test_lock_is_one_for_all_nodes(notes: Shelf) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [tables._LOCK])  # noqa: SLF001
            assert cursor.fetchone() == (True,)
            assert (services.drain(), services.compact()) == (0, False)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [tables._LOCK])  # noqa: SLF001
    finally:
        other.close()
    assert services.compact()


def test_any_value_is_a_literal(db: None) -> None:
    nasty = "a' | 'b\\ :* & !\0"
    document = Document("note", "1", nasty, nasty, frozenset({nasty}), None, {"unit": nasty})
    engine().rebuild([document], ["note"])
    asked = question(parse("a"), relaxed=False)
    hits = engine().ask(asked, scope({"note": {nasty}}, {"unit": [nasty]}), limit=1).hits
    assert [one for one, _score in hits] == [Found("note", "1")]
    assert engine().ask(asked, scope({"note": {"b"}}), limit=1).hits == []


def test_text_beyond_a_vector_is_cut(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexemes, "MOST_LEXEMES", 2)
    engine().rebuild([Document("note", "1", "", "one two three", frozenset({PUBLIC}))], ["note"])
    asked = [question(parse(text), relaxed=False) for text in ("one", "three")]
    assert [engine().ask(one, scope(HELD), limit=1).total for one in asked] == [1, 0]
