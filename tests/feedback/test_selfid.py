import json
import time
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


_PIECES = st.sampled_from(
    [*"０1３8 -·:：（(㍿㈱é\u0301①张主任王小明科长号栋室路微信QQ@.京AD某", "13800000000", "3栋2单元", "联系人"]
)


@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join)))
def test_findings_are_in_order_and_quote_the_text_as_written(text: str) -> None:
    last = 0
    for finding in selfid.find(text):
        assert last <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        last = finding.end


def test_a_finding_quotes_full_width_digits_as_written() -> None:
    assert [(found.text, found.start) for found in selfid.find("㍿手机１８８００００１２３４。")] == [
        ("１８８００００１２３４", 3)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打010-66660000转803问", ["010-66660000转803"]),
        ("拨(0991) 2345678", ["(0991) 2345678"]),
        ("证号990000 19900101 0017", ["990000 19900101 0017"]),
        ("经办人张三、联系人：李小燕", ["张三", "李小燕"]),
        ("村民徐大福家的牛", ["徐大福"]),
        ("我是县水利局的高志远，找综合科马晓东。", ["高志远", "马晓东"]),
        ("村民小组长王铁柱带我们登记", ["王铁柱"]),
        ("邮寄到 幸福路88号就行", ["幸福路88号"]),
        ("石桥乡李伟乡长任人唯亲", ["李伟乡长"]),
        ("豫C3D567和皖A D12345", ["豫C3D567", "皖A D12345"]),
    ],
)
def test_what_is_found_is_exactly_the_telling_part(text: str, found: list[str]) -> None:
    assert [finding.text for finding in selfid.find(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "高局长期待的数据，编号：13800000000的档案找不到，金额13800000000元。",
        "老周说没人看，综治办老胡、王阿姨、居民李某也这么说。",
        "公安局长接访日，沙田镇长坪村，语文老师、历史老师、林业局长、每周书记例会。",
        "微信Excel来回传，QQ群20241016人太多，3栋楼共120户，第3组12号文件。",
    ],
)
def test_papers_amounts_and_soft_mentions_are_left_alone(text: str) -> None:
    assert selfid.find(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "a",
        "a@",
        "a.",
        "张",
        "张主任",
        "小区",
        "一",
        "三栋",
        "路",
        "村1组",
        "微信 ",
        "京A",
        "0-",
        "联系人",
        "王小",
        " ",
        "é",
    ],
)
def test_five_thousand_characters_take_no_time(piece: str) -> None:
    text = (piece * 5000)[:5000]
    started = time.process_time()
    selfid.find(text)
    assert time.process_time() - started < 1  # a measured 0.1 s at most; what grows with the square takes minutes


def test_every_kind_has_a_reason() -> None:
    assert selfid.REASONS.keys() == set(selfid.Kind)
