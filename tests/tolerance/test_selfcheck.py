"""The self-check: every criterion asked once, the result by the rule of the panels, and nothing left behind."""

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tolerance import services
from tolerance.judging import Answer
from tolerance.models import Criterion
from tolerance.selfcheck import DERIVED, NO, OTHERS, STEPS, UNSURE, YES, answers_of, asked, result_of

GOOD = {
    **{f"S{number:02}": NO for number in range(2, 11)}, "S01": YES,
    **{f"R{number:02}": YES for number in (1, 3, 4, 5, 6)}, **{f"X{number:02}": NO for number in range(1, 9)},
}  # fmt: skip
KINDS = {"S": "situation", "R": "required", "M": "mitigating", "X": "excluding"}


def _rows() -> list[Criterion]:
    codes = sorted({*(code for step in STEPS for code in step.codes), "R02"})
    return [Criterion(code=code, kind=KINDS[code[0]], zh=code, en=code) for code in codes]


def test_every_criterion_of_the_published_set_is_asked_once(db: None) -> None:
    rows = list(services.load_published_criteria().criteria.all())
    codes = [one.code for _question, group in asked(rows) for one in group]
    assert sorted(codes) == sorted({one.code for one in rows} - DERIVED)
    assert OTHERS not in [question for question, _group in asked(rows)]


def test_codes_of_no_step_are_asked_at_the_end() -> None:
    other = Criterion(code="L1", kind="mitigating", zh="当地规定", en="local rule")
    question, rows = asked([*_rows(), other])[-1]
    assert (question, rows) == (OTHERS, [other])


def test_result_follows_the_rule_of_the_panels() -> None:
    rows = _rows()
    assert result_of(rows, GOOD).allowed.answer is Answer.YES
    meant = result_of(rows, GOOD | {"X01": YES})
    assert (meant.allowed.answer, [one.code for one in meant.adverse]) == (Answer.NO, ["X01"])
    unsure = result_of(rows, GOOD | {"R06": UNSURE})
    assert (unsure.allowed.answer, [one.code for one in unsure.unsettled]) == (Answer.OPEN, ["R06"])
    assert "M01" in [one.code for one in result_of(rows, GOOD | {"M01": YES}).favourable]


@given(st.dictionaries(st.sampled_from([one.code for one in _rows()]), st.sampled_from([YES, NO, UNSURE, "", "x"])))
def test_no_criterion_speaks_for_and_against(typed: dict[str, str]) -> None:
    rows = _rows()
    result = result_of(rows, answers_of(typed, rows))
    groups = [{one.code for one in group} for group in (result.favourable, result.adverse, result.unsettled)]
    assert not groups[0] & groups[1]
    assert not groups[0] & groups[2]
    assert not groups[1] & groups[2]


def _counts() -> dict[str, int]:
    models = apps.get_models()
    return {str(model): model._default_manager.count() for model in models}  # noqa: SLF001  # Django's public word


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([A-Z]\d+)" value="(\w+)">', page))


@pytest.mark.django_db
def test_wizard_walks_to_the_result_and_back_without_a_trace() -> None:
    services.load_published_criteria()
    before = _counts()
    client, address = Client(), reverse("criteria_check")
    page = client.get(address).content.decode()
    for place in range(1, len(STEPS) + 1):
        assert f'name="step" value="{place}"' in page
        here = {code: GOOD[code] for code in STEPS[place - 1].codes if code in GOOD}
        page = client.post(address, {**_hidden(page), **here, "step": str(place)}).content.decode()
    assert "可以考虑容错" in page
    assert _hidden(page) == GOOD
    back = client.post(address, {**_hidden(page), "step": str(len(STEPS) + 1), "back": "1"}).content.decode()
    assert f'name="step" value="{len(STEPS)}"' in back
    assert re.search(r'name="R06" value="met" checked', back)
    assert _counts() == before
    assert client.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["", "0", "-1", "99", "999999", "²", "x"])
def test_any_step_shows_a_page(step: str) -> None:
    services.load_published_criteria()
    assert Client().post(reverse("criteria_check"), {"step": step}).status_code == 200


@pytest.mark.django_db
def test_without_criteria_it_says_so() -> None:
    assert "尚未发布容错认定标准。" in Client().get(reverse("criteria_check")).content.decode()
