import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback import selfid

_VECTORS = json.loads((Path(__file__).parent / "pii_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "text", "why"), _VECTORS["positive"])
def test_every_positive_vector_is_found(kind: str, text: str, why: str) -> None:
    assert kind in [finding.kind.value for finding in selfid.find(text)]


@pytest.mark.parametrize(("kind", "text", "why"), _VECTORS["positive"])
@pytest.mark.parametrize("frame", ["有事请找{}，谢谢", "他说：{}。", "（{}）"])
def test_every_positive_vector_is_found_inside_a_sentence(frame: str, kind: str, text: str, why: str) -> None:
    assert kind in [finding.kind.value for finding in selfid.find(frame.format(text))]


@pytest.mark.parametrize(("kind", "text", "why"), _VECTORS["negative"])
def test_no_negative_vector_is_found(kind: str, text: str, why: str) -> None:
    assert selfid.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "每周都要向三个科室报同一份走访台账，格式还不一样。",
        "纪委书记办公室要求报表，党委书记、镇长都要签字，程序员小程序也要打卡。",
        "办公室主任会议每月四次，村支部书记例会两次，共 20241016 份材料。",
        "小区、小组、小时、老人、老年、小学、小康都要填，老师傅也不例外。",
    ],
)
def test_ordinary_work_is_left_alone(text: str) -> None:
    assert selfid.find(text) == []


@given(st.text(max_size=300))
def test_findings_are_in_order_and_quote_the_normalised_text(text: str) -> None:
    plain, last = selfid.normalise(text), 0
    for finding in selfid.find(text):
        assert last <= finding.start < finding.end
        assert plain[finding.start : finding.end] == finding.text
        last = finding.end


def test_every_kind_has_a_reason() -> None:
    assert selfid.REASONS.keys() == set(selfid.Kind)
