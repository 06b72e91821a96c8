"""How alike two texts are, as a number."""

from hypothesis import given
from hypothesis import strategies as st

from search.likeness import cosine, likeness, rarity, sample, shared, speaking, vector, words_of
from tests.search.test_snippets import any_text

WEIGHT = rarity(100, {"报表": 50, "台账": 2})


@given(st.tuples(any_text, any_text), st.tuples(any_text, any_text))
def test_likeness_lies_between_nothing_and_one_and_goes_both_ways(
    left: tuple[str, str], right: tuple[str, str]
) -> None:
    one, other = sample(*left, WEIGHT), sample(*right, WEIGHT)
    assert 0 <= likeness(one, other) <= 1 + 1e-9
    assert abs(likeness(one, other) - likeness(other, one)) < 1e-9


def test_same_words_are_one_and_foreign_words_nothing() -> None:
    one = sample("走访台账", "每月重复填报", WEIGHT)
    assert abs(likeness(one, one) - 1) < 1e-9
    assert likeness(one, sample("会议", "开会太多", WEIGHT)) == 0


def test_rare_word_says_more_than_a_common_one() -> None:
    assert WEIGHT("台账") > WEIGHT("报表") > 0
    assert speaking({"报表": 1, "台账": 1}, WEIGHT) == ["台账", "报表"]
    assert cosine(vector({}, WEIGHT), vector({"报表": 1}, WEIGHT)) == 0


def test_title_in_common_counts_half_as_much_again() -> None:
    asked = sample("走访台账", "每月一次", WEIGHT)
    in_title, in_body = sample("走访台账", "每周抄写", WEIGHT), sample("每周抄写", "走访台账", WEIGHT)
    assert likeness(asked, in_title) > likeness(asked, in_body)


def test_shared_words_do_not_repeat_each_other() -> None:
    one = sample("", "民政局要的走访台账", WEIGHT)
    words = shared(one, one, 5)
    assert "台账" in words
    assert not any(word != other and word in other for word in words for other in words)


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    assert all(count > 0 for count in words_of(text).values())
