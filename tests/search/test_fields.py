"""Field words and days, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import fields
from search.fields import ALWAYS, Days, Narrowing, days, narrowing
from search.query import parse


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [
        ("部门:民政局", "department", "民政局"),
        ("部门：民政局", "department", "民政局"),
        ("department:civil", "department", "civil"),
        ("单位:柳塘镇", "unit", "柳塘镇"),
        ("Unit:x", "unit", "x"),
        ("类别:“重复 填报”", "category", "重复 填报"),
        ("状态:已承诺", "state", "已承诺"),
        ("季度:2026年第三季度", "quarter", "2026q3"),
        ("季度:三季度", "quarter", "q3"),
        ("quarter:2026Q3", "quarter", "2026q3"),
        ('quarter:"Q3 of 2026"', "quarter", "2026q3"),
        ("種類:x", "kind", "x"),
    ],
)
def test_field_word_narrows(text: str, facet: str, value: str) -> None:
    assert parse(text).narrowed == (Narrowing(facet, value),)
    assert parse(f"-{text}").narrowed == (Narrowing(facet, value, barred=True),)


def test_field_words_stand_beside_others() -> None:
    query = parse("报表 部门:民政局 -状态:已承诺 “重复填报”")
    assert [term.text for term in query.terms] == ["报表"]
    assert [phrase.text for phrase in query.phrases] == ["重复填报"]
    assert len(query.narrowed) == 2


@pytest.mark.parametrize("text", ["部门:", "部门: 报表", "http://a.b", "a部门:x", "date:nothing", "since:2026-13-40"])
def test_what_is_no_field_word_is_looked_for(text: str) -> None:
    query = parse(text)
    assert (query.narrowed, query.days) == ((), ALWAYS)
    assert query.terms


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("since:2026-09", Days(date(2026, 9, 1), None)),
        ("起:2026年9月3日", Days(date(2026, 9, 3), None)),
        ("until:2026/2", Days(None, date(2026, 2, 28))),
        ("止:2026", Days(None, date(2026, 12, 31))),
        ("date:2026.9.3", Days(date(2026, 9, 3), date(2026, 9, 3))),
        ("since:2026-01 until:2026-03 since:2026-02", Days(date(2026, 2, 1), date(2026, 3, 31))),
    ],
)
def test_days_set_the_ends_of_a_span(text: str, span: Days) -> None:
    assert parse(text).days == span


def test_span_holds_both_its_ends_and_nothing_without_a_day() -> None:
    span = Days(date(2026, 9, 1), date(2026, 9, 3))
    held = [span.hold(date(2026, month, day)) for month, day in ((8, 31), (9, 1), (9, 3), (9, 4))]
    assert held == [False, True, True, False]
    assert not span.hold(None)
    assert ALWAYS.hold(None)


def test_narrowing_alone_asks_something_and_a_barred_one_nothing() -> None:
    assert not parse("部门:x").asks_nothing
    assert not parse("since:2026").asks_nothing
    assert parse("-部门:x").asks_nothing
    assert parse("   ").asks_nothing


@given(st.sampled_from(sorted(fields.FACETS)), st.text(min_size=1))
def test_any_value_may_be_wished_for(name: str, value: str) -> None:
    assert narrowing(name, value, barred=False).facet == fields.FACETS[name]


@given(
    st.sampled_from(sorted(fields.DAYS)),
    st.text() | st.from_regex(r"\d{1,5}[-/.年]\d{1,3}[-/.月]\d{1,3}", fullmatch=True),
)
def test_any_day_is_a_span_or_none(name: str, value: str) -> None:
    assert isinstance(days(name, value), Days | None)
