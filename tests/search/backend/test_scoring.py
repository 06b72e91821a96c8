"""Our scoring gives what Whoosh gives, over segments of every kind."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backend import files, reader, writer
from search.backend.questions import Beginning, Both, Either, Question, Without, Word, question
from search.backend.schema import Found
from search.query import parse
from search.registry import Document
from tests.search.backend import reference

UNITS = ("public", "unit:1", "unit:2")
_WORDS = [
    "报表",
    "台账",
    "月报",
    "残疾人",
    "民政局",
    "重复填报",
    "低保",
    "公示栏",
    "forms",
    "report",
    "reports",
    "系统",
]


def note(number: int, chance: random.Random) -> Document:
    title = "".join(chance.choices(_WORDS, k=chance.randrange(1, 4)))
    body = "，".join(chance.choices(_WORDS, k=chance.randrange(0, 30)))
    filters = {"unit": str(chance.randrange(4)), "category": chance.choice(["forms", "visits"])}
    day = date(2026, chance.randrange(1, 13), 1)
    return Document("note", str(number), title, body, frozenset({chance.choice(UNITS)}), day, filters)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred documents, some of them replaced and some deleted, in several segments."""
    return tmp_path_factory.mktemp("index")


@pytest.fixture
def index(folder: Path, settings: object) -> Path:
    settings.SEARCH_DIR = folder  # type: ignore[attr-defined]
    if files.current() is None:
        chance = random.Random(5)  # noqa: S311
        writer.rebuild([note(number, chance) for number in range(200)], ["note"])
        for start in (200, 250, 40):
            numbers = range(start, start + 50)
            writer.apply([note(number, chance) for number in numbers], [f"note:{number}" for number in numbers])
        writer.apply([], [f"note:{number}" for number in range(0, 300, 7)])
    current = files.current()
    assert current
    return current


def _agree(folder: Path, asked: Question) -> None:
    held = {"note": {"public", "unit:1"}}
    expected = reference.scores(folder, asked, ["note:public", "note:unit:1"])
    answer = reader.ask(asked, reader.scope(held), limit=1000)
    ours = {f"{found.kind}:{found.key}": score for found, score in answer.hits}
    assert ours.keys() == expected.keys()
    assert answer.total == len(expected)
    assert list(ours.values()) == sorted(ours.values(), reverse=True)
    for identifier, score in ours.items():
        # Lengths and rarities are rounded to steps of at most half a percent.
        assert score == pytest.approx(expected[identifier], rel=0.01)


@pytest.mark.parametrize("relaxed", [False, True])
@pytest.mark.parametrize(
    "text",
    ["报表", "台账 月报", "残疾人报表", "表", "form", "report 系统 -低保", "民政 -forms", '"重复填报"', "没有的字"],
)
def test_queries_score_as_in_stock_whoosh(index: Path, text: str, relaxed: bool) -> None:
    _agree(index, question(parse(text), relaxed=relaxed))


_leaf = st.one_of(
    st.builds(Word, st.just("words"), st.sampled_from(_WORDS), st.sampled_from([1.0, 2.0])),
    st.builds(Word, st.just("grams"), st.sampled_from(["报表", "台账", "民政", "无有"])),
    st.builds(Beginning, st.just("grams"), st.sampled_from(["报", "低", "无"])),
)
_plain = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3, unique=True).map(lambda parts: Both(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3, unique=True).map(lambda parts: Either(tuple(parts))),
    ),
    max_leaves=6,
)
_question = st.one_of(_plain, st.builds(Without, _plain, _plain))


@given(asked=_question)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_question_scores_as_in_stock_whoosh(index: Path, asked: Question) -> None:
    _agree(index, asked)


def test_best_few_are_the_best_of_all(index: Path) -> None:
    asked, among = question(parse("报表"), relaxed=False), reader.scope({"note": set(UNITS)})
    everything = reader.ask(asked, among, limit=1000).hits
    for limit in (1, 5, 20):
        assert reader.ask(asked, among, limit=limit).hits == everything[:limit]


def test_newest_are_the_newest_of_all(index: Path) -> None:
    asked, among = question(parse("报表"), relaxed=False), reader.scope({"note": set(UNITS)})
    chance = random.Random(5)  # noqa: S311  # the days that `index` gave, the last one of each document
    days: dict[str, int] = {}
    for number in (*range(250), *range(250, 300), *range(40, 90)):
        days[str(number)] = note(number, chance).on.toordinal()  # type: ignore[union-attr]
    found = [one.key for one, _score in reader.ask(asked, among, limit=1000).hits]
    ordered = sorted(found, key=lambda key: (-days[key], key))
    for limit in (1, 7, 1000):
        assert reader.ask(asked, among, limit=limit, newest=True).hits == [
            (Found("note", key), 0.0) for key in ordered[:limit]
        ]


def test_counts_and_narrowing_agree(index: Path) -> None:
    asked, held = question(parse("报表"), relaxed=False), {"note": set(UNITS)}
    answer = reader.ask(asked, reader.scope(held), limit=0, count=["unit", "category", "quarter", "kind"])
    assert answer.counts["kind"] == {"note": answer.total}
    for facet, values in answer.counts.items():
        assert sum(values.values()) == answer.total
        for value, number in values.items():
            narrowed = reader.ask(asked, reader.scope(held, {facet: [value]}), limit=0)
            assert narrowed.total == number
    first_half = reader.scope(held, since=date(2026, 1, 1), until=date(2026, 6, 30))
    quarters = answer.counts["quarter"]
    assert reader.ask(asked, first_half, limit=0).total == quarters["2026Q1"] + quarters["2026Q2"]


def test_no_token_finds_and_counts_nothing(index: Path) -> None:
    answer = reader.ask(Word("words", "报表"), reader.scope({}), limit=5, count=["unit"])
    assert answer == reader.Answer([], 0, {"unit": {}})
