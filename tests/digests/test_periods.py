from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_MONTHS,
    Month,
    Period,
    Quarter,
    Span,
    UnknownPeriodError,
    Year,
    quarter_of,
    recent,
    span_of,
)
from digests.written import parse_month, parse_period, parse_quarter

QUARTERS = st.builds(Quarter, st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 4))
MONTHS = st.builds(Month, st.integers(FIRST_YEAR + 3, LAST_YEAR - 3), st.integers(1, 12))
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
    assert [str(each) for each in recent("quarter", date(2026, 5, 4), 3)] == ["2026Q2", "2026Q1", "2025Q4"]


@given(MONTHS, st.integers(1, MOST_MONTHS))
def test_every_period_is_named_and_read_back_and_follows_the_one_before(first: Month, months: int) -> None:
    period = span_of(first, first.at(first.place + months - 1))
    assert [parse_period(way) for way in (str(period), period.name("zh-hans"), str(period).translate(FULL_WIDTH))] == [
        period
    ] * 3
    assert period.previous.end + timedelta(days=1) == period.start
    assert (period.next.start - period.end).days == 1
    assert (period.previous.months, period.next.previous) == (months, period)


@given(MONTHS, st.integers(1, MOST_MONTHS))
def test_a_period_is_its_quarters_or_has_none(first: Month, months: int) -> None:
    period = span_of(first, first.at(first.place + months - 1))
    if period.quarters:
        assert (period.quarters[0].start, period.quarters[-1].end) == (period.start, period.end)
        assert len(period.quarters) * 3 == months
    else:
        assert first.number % 3 != 1 or months % 3
    assert period.last_quarter.end <= period.end < period.last_quarter.next.end


@pytest.mark.parametrize(
    ("first", "last", "label", "kind", "names"),
    [
        (Month(2026, 7), Month(2026, 7), "2026-07", "month", ("2026年7月", "July 2026")),
        (Month(2026, 7), Month(2026, 9), "2026Q3", "quarter", ("2026年第三季度", "third quarter of 2026")),
        (Month(2026, 1), Month(2026, 12), "2026", "year", ("2026年", "2026")),
        (Month(2026, 1), Month(2026, 6), "2026-01--2026-06", "span", ("2026年1月至6月", "January to June 2026")),
        (
            Month(2025, 7),
            Month(2026, 6),
            "2025-07--2026-06",
            "span",
            ("2025年7月至2026年6月", "July 2025 to June 2026"),
        ),
        (Month(2026, 2), Month(2026, 4), "2026-02--2026-04", "span", ("2026年2月至4月", "February to April 2026")),
    ],
)
def test_a_span_that_is_a_month_quarter_or_year_is_called_so(
    first: Month, last: Month, label: str, kind: str, names: tuple[str, str]
) -> None:
    found: Period = span_of(first, last)
    assert (str(found), found.kind, (found.name("zh-hans"), found.name("en"))) == (label, kind, names)


@pytest.mark.parametrize(("first", "last"), [(Month(2026, 7), Month(2026, 6)), (Month(2026, 1), Month(2029, 1))])
def test_a_span_backwards_or_of_over_three_years_is_refused(first: Month, last: Month) -> None:
    with pytest.raises(UnknownPeriodError):
        span_of(first, last)
    with pytest.raises(UnknownPeriodError):
        parse_period(str(Span(first, last)))


@pytest.mark.parametrize("text", ["", "1999", "2101-01", "2026-13", "2026-00", "2026--2027", "2026-01--", "七月"])
def test_what_is_no_period_is_refused(text: str) -> None:
    for parse in (parse_period, parse_month):
        with pytest.raises(UnknownPeriodError):
            parse(text)


def test_months_and_years_have_days() -> None:
    found = [Month(2028, 2), Year(2026)]
    assert [(each.start, each.end) for each in found] == [
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ]
    assert [str(each) for each in recent("month", date(2026, 1, 4), 2)] == ["2026-01", "2025-12"]
