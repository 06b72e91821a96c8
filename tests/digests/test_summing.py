"""How quarters are added up: what is shown of a longer period follows from what its quarters showed alone."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from digests.attachment import csv_of
from digests.models import Edition
from digests.periods import Month, Period, Quarter, Year, span_of
from digests.presenting import context_of
from digests.services import build_edition
from digests.summing import Together, ended, together
from feedback.models import QuarterTold
from feedback.services.telling import tell_quarter
from feedback.telling import Told, ToldProblem
from jobs.charts import PAPER
from tests.cast import Organisation
from tests.feedback.rows import problem, remedy, report

THIRD, FOURTH = Quarter(2026, 3), Quarter(2026, 4)
HALF = span_of(Month(2026, 7), Month(2026, 12))
_count = st.none() | st.integers(10, 40)
_told = st.builds(
    Told, total=_count, single=_count, declined=_count, waiting=_count,
    problems=st.dictionaries(st.sampled_from("ab"), st.builds(ToldProblem, reports=_count)),
)  # fmt: skip


@given(_told, _told | st.none())
@limits(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sum_is_given_only_where_each_quarter_shows_its_part(
    organisation: Organisation, first: Told, second: Told | None
) -> None:
    QuarterTold.objects.all().delete()
    tell_quarter(unit=organisation.county, start=THIRD.start, told=first)
    if second:
        tell_quarter(unit=organisation.county, start=FOURTH.start, told=second)
    found = together(organisation.county, HALF)
    assert found.told is not None
    parts = {"": [first.total, second.total if second else None]}
    for key in {*first.problems, *(second.problems if second else {})}:
        listed = [each.problems[key].reports for each in (first, second) if each and key in each.problems]
        parts[key] = listed if second else [*listed, None]
    exact = {"": found.told.total, **{key: each.reports for key, each in found.told.problems.items()}}
    assert exact == {key: None if None in row else sum(each or 0 for each in row) for key, row in parts.items()}
    shown = {key: sum(each or 0 for each in row) for key, row in parts.items() if exact[key] is None}
    assert dict(found.least) == {key: number for key, number in shown.items() if number}


@pytest.mark.parametrize("period", [Month(2026, 7), span_of(Month(2026, 8), Month(2026, 10)), Year(2025)])
def test_a_period_that_cuts_a_quarter_or_was_never_told_says_nothing(
    organisation: Organisation, period: Period
) -> None:
    tell_quarter(unit=organisation.county, start=THIRD.start, told=Told(total=30))
    assert together(organisation.county, period) == Together()


def test_hours_and_what_is_left_over_add_up(organisation: Organisation) -> None:
    whole = Told(total=60, hours=(100, 300), single=20, declined=15, other=25, problems={"a": ToldProblem()})
    parts = Told(total=50, hours=(50, 90), single=20, declined=10, problems={"a": ToldProblem(20, (10, 30))})
    tell_quarter(unit=organisation.county, start=THIRD.start, told=whole)
    tell_quarter(unit=organisation.county, start=FOURTH.start, told=parts)
    found = together(organisation.county, HALF)
    assert found == Together(
        Told(total=110, hours=(150, 390), single=40, declined=25, other=45, problems={"a": ToldProblem()}),
        {"a": 20},
    )


def test_how_cases_ended_is_added_up_from_the_first_whole_editions(organisation: Organisation) -> None:
    def tell(period: Quarter, revision: int, waived: int | None, *, whole: bool = True) -> None:
        outcomes = [{"code": "waive", "cases": waived}, {"code": "lighten", "cases": 12}]
        tolerance = {"outcomes": outcomes, "situations": [{"code": "S01", "cases": 11}], "against": []}
        Edition.objects.create(
            unit=organisation.county, kind=period.kind, period=str(period), start=period.start, end=period.end,
            serial=1, revision=revision, schema_version=4, built_on=date(2027, 2, 1),
            figures={"period": {"whole": whole}, "tolerance": tolerance},
        )  # fmt: skip

    tell(THIRD, 1, 40, whole=False)
    tell(THIRD, 2, 13)
    tell(THIRD, 3, 14)
    assert ended(organisation.county, HALF) == {"outcomes": {}, "situations": {}, "against": {}}
    tell(FOURTH, 1, None)
    assert ended(organisation.county, HALF) == {"outcomes": {"lighten": 24}, "situations": {"S01": 22}, "against": {}}


def test_a_year_says_at_least_in_page_and_csv_where_a_quarter_hides_its_part(organisation: Organisation) -> None:
    county, found = organisation.county, problem(organisation.county, "每周三张表")
    for quarter, count in ((Quarter(2026, 1), 30), (Quarter(2026, 2), 25), (THIRD, 4), (FOURTH, 12)):
        for _ in range(count):
            report(county, released_on=quarter.start, problem=found, state="triaged")
        for _ in range(20):
            report(county, released_on=quarter.start, state="declined", decline_reason="属于信访事项。")
    year = build_edition(actor=None, unit=county, period=Year(2026), on=date(2027, 1, 20))
    assert (year.figures["period"]["whole"], year.figures["reports"]["total"]) == (True, 151)
    row = year.figures["recurring"]["rows"][0]
    assert (row["reports"], row["least"], row["change"]) == (None, 55, None)
    with translation.override("zh-hans"):
        context, table = context_of(year, PAPER), csv_of(year.figures).content.decode()
    assert context["problems"][0]["count"] == "不少于55"
    assert context["counted"] == context["problems"]
    assert "每周三张表,反映件数（不少于）,55,," in table
    town = build_edition(actor=None, unit=organisation.town, period=Year(2026), on=date(2027, 1, 20))
    assert (town.figures["reports"]["total"], town.figures["recurring"]["rows"]) == (None, [])


@pytest.mark.parametrize(
    "period", [Month(2026, 8), Month(2026, 9), Year(2026), span_of(Month(2026, 5), Month(2026, 8))]
)
def test_trends_stay_in_the_quarters_that_are_over_when_the_period_is(
    organisation: Organisation, period: Period
) -> None:
    of = problem(organisation.county, state="promised")
    for due in (date(2026, 6, 3), date(2026, 8, 4), date(2026, 9, 30)):
        remedy(of, due_on=due, promised_on=date(2026, 5, 4))
    rows = build_edition(actor=None, unit=organisation.county, period=period, on=date(2027, 2, 1)).figures["trends"]
    quarters = {"2026Q2": 1, "2026Q3": 2}
    assert rows[-1]["label"] == str(period.last_quarter)
    assert {row["label"]: row["due"] for row in rows if row["due"]} == {
        label: due for label, due in quarters.items() if label <= str(period.last_quarter)
    }


def test_each_kind_of_period_has_its_own_series_of_numbers(organisation: Organisation) -> None:
    half = span_of(Month(2026, 1), Month(2026, 6))
    periods = [Quarter(2026, 2), THIRD, Month(2026, 8), Month(2026, 9), Year(2025), half, HALF.previous.previous]
    found = [
        build_edition(actor=None, unit=organisation.county, period=each, on=date(2026, 10, 20)) for each in periods
    ]
    with translation.override("zh-hans"):
        assert [each.number for each in found] == [
            "〔2026〕第2期（总第1期）", "〔2026〕第3期（总第2期）", "〔2026〕月报第8期（总第1期）",
            "〔2026〕月报第9期（总第2期）", "〔2025〕年报（总第1期）", "〔2026〕专报第1期", "〔2025〕专报第2期",
        ]  # fmt: skip
        assert [each.period_name for each in found[2:6:3]] == ["2026年8月", "2026年1月至6月"]
