from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Quarter,
    UnknownPeriodError,
    parse_quarter,
    quarter_of,
    recent_quarters,
)

QUARTERS = st.builds(Quarter, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 4))
FULL_WIDTH = str.maketrans("0123456789Q", "０１２３４５６７８９Ｑ")


@given(QUARTERS)
def test_every_way_to_write_a_quarter_names_it(quarter: Quarter) -> None:
    short, chinese = str(quarter), quarter.name("zh-hans")
    ways = [short, short.lower(), short.translate(FULL_WIDTH), f" {short[:4]}-{short[4:]} ", f"{short[:4]} {short[4:]}",
            chinese, chinese.translate(FULL_WIDTH), chinese.replace("第", ""),
            f"{quarter.year} 年 第 {quarter.number} 季度"]  # fmt: skip
    assert [parse_quarter(way) for way in ways] == [quarter] * len(ways)


@given(QUARTERS)
def test_quarters_follow_one_another_without_gaps(quarter: Quarter) -> None:
    assert quarter.previous.end + timedelta(days=1) == quarter.start
    assert quarter.previous < quarter
    assert quarter_of(quarter.start) == quarter_of(quarter.end) == quarter
    assert 90 <= (quarter.end - quarter.start).days + 1 <= 92


@given(st.text(max_size=12))
def test_other_text_is_refused_and_nothing_else_happens(text: str) -> None:
    try:
        assert FIRST_YEAR <= parse_quarter(text).year <= LAST_YEAR
    except UnknownPeriodError as refusal:
        assert str(refusal).startswith("not a quarter such as 2026Q3")  # noqa: PT017


@pytest.mark.parametrize(
    "text", ["", "2026", "2026Q0", "2026Q5", "1999Q4", "2101Q1", "2026Q3Q", "2026年", "第三季度", "26Q3"]
)
def test_near_misses_are_refused(text: str) -> None:
    with pytest.raises(UnknownPeriodError):
        parse_quarter(text)


def test_days_and_names() -> None:
    third = Quarter(2026, 3)
    assert (third.start, third.end) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (third.name("zh-hans"), third.name("en")) == ("2026年第三季度", "third quarter of 2026")
    assert [str(each) for each in recent_quarters(date(2026, 5, 4), 3)] == ["2026Q2", "2026Q1", "2025Q4"]
