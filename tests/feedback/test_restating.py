from hypothesis import given
from hypothesis import strategies as st

from feedback.restating import LONGEST_RUN, copied_run

WORDS = "我们每个周五都要连夜把同一张台账分别报给民政、农业、应急三家，格式还都不一样。"


def test_copied_run_finds_a_sentence_through_other_spacing() -> None:
    assert (
        copied_run(WORDS, "据反映，每个周五都要连夜\n把同一张 台账分别报给三家。")
        == "每个周五都要连夜把同一张台账分别报给"
    )


def test_copied_run_lets_short_echoes_and_names_pass() -> None:
    assert copied_run(WORDS, "同一张台账由三个部门分别索要，格式不一。") == ""
    name = "关于报送农村人居环境整治工作台账的通知"
    assert copied_run(f"又收到{name}了", f"依据{name}", (name,)) == ""
    assert copied_run(f"又收到{name}了", f"依据{name}") == name


@given(st.text(), st.text(), st.text())
def test_copied_run_is_in_both_and_long(before: str, words: str, after: str) -> None:
    run = copied_run(words, before + words + after)
    plain = "".join(words.split())
    assert run in plain
    assert bool(run) == (len(plain) > LONGEST_RUN)
