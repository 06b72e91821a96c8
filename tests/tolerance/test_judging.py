"""What findings allow: the rules as properties."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolerance.judging import Answer, allowance, departs
from tolerance.models import Case, Finding

KINDS = {
    "S05": "situation",
    "S07": "situation",
    "R01": "required",
    "R02": "required",
    "X01": "excluding",
    "X02": "excluding",
}
GOOD = {"S05": "unmet", "S07": "met", "R01": "met", "R02": "met", "X01": "unmet", "X02": "unmet"}


@pytest.mark.parametrize(
    ("changes", "answer", "against", "unsettled"),
    [
        ({}, Answer.YES, (), ()),
        ({"R01": "unmet"}, Answer.NO, ("R01",), ()),
        ({"X02": "met"}, Answer.NO, ("X02",), ()),
        ({"S07": "unmet"}, Answer.NO, ("S05", "S07"), ()),
        ({"X01": "unclear"}, Answer.OPEN, (), ("X01",)),
        ({"S07": "unclear"}, Answer.OPEN, (), ("S07",)),
        ({"S05": "unclear"}, Answer.YES, (), ()),
        ({"R01": "unmet", "R02": "unclear"}, Answer.NO, ("R01",), ("R02",)),
    ],
)
def test_allowance(
    changes: dict[str, str], answer: Answer, against: tuple[str, ...], unsettled: tuple[str, ...]
) -> None:
    found = allowance(KINDS, GOOD | changes)
    assert (found.answer, found.against, found.unsettled) == (answer, against, unsettled)


def test_nothing_found_allows_nothing() -> None:
    assert allowance(KINDS, {}).answer is Answer.OPEN
    assert allowance({}, {}).answer is Answer.NO


VERDICTS = st.fixed_dictionaries({code: st.sampled_from(Finding.Verdict.values) for code in KINDS})


@given(VERDICTS)
def test_tolerance_is_possible_exactly_under_the_three_rules(verdicts: dict[str, Any]) -> None:
    required = all(verdicts[code] == "met" for code in KINDS if KINDS[code] == "required")
    situation = any(verdicts[code] == "met" for code in KINDS if KINDS[code] == "situation")
    excluded = any(verdicts[code] != "unmet" for code in KINDS if KINDS[code] == "excluding")
    assert (allowance(KINDS, verdicts).answer is Answer.YES) == (required and situation and not excluded)


@given(VERDICTS)
def test_what_stands_against_it_is_what_makes_the_answer_no(verdicts: dict[str, Any]) -> None:
    found = allowance(KINDS, verdicts)
    assert (found.answer is Answer.NO) == bool(found.against)
    assert (found.answer is Answer.OPEN) == (not found.against and bool(found.unsettled))


def test_departures() -> None:
    table = {(outcome, answer): departs(outcome, answer) for outcome in Case.Outcome.values for answer in Answer}
    assert {key for key, value in table.items() if value} == {
        ("not_tolerated", Answer.YES),
        *((outcome, answer) for outcome in ("waive", "mitigate", "lighten") for answer in (Answer.NO, Answer.OPEN)),
    }
