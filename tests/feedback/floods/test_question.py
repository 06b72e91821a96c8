import re

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from feedback.floods.question import ask, in_chinese, in_english, is_answer

ABOUT = "0123456789abcdef"
_NAMES = {in_chinese(number): number for number in range(40)} | {in_english(number): number for number in range(40)}


def answer_to(words: str) -> int:
    """Return what a person would answer, from the words of the question."""
    found = re.search(r"([一二三]?十[一二三四五六七八九]?)加([一二三四五六七八九])", words)
    found = found or re.search(r"How much is ([a-z-]+) plus ([a-z]+)\?", words)
    assert found, words
    return _NAMES[found[1]] + _NAMES[found[2]]


def test_numbers_have_their_names() -> None:
    numbers = (0, 2, 10, 11, 20, 29, 38)
    assert [in_chinese(number) for number in numbers] == ["零", "二", "十", "十一", "二十", "二十九", "三十八"]
    assert [in_english(number) for number in numbers] == [
        "zero", "two", "ten", "eleven", "twenty", "twenty-nine", "thirty-eight",
    ]  # fmt: skip
    assert len(_NAMES) == 80


def test_the_answer_passes_in_digits_and_words_of_both_languages() -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            question = ask(ABOUT)
        answer = answer_to(question.words)
        wide = str(answer).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
        ways = (str(answer), f" {answer}。", wide, in_chinese(answer), in_english(answer).upper().replace("-", " "))
        assert [is_answer(question.signed, typed, ABOUT) for typed in ways] == [True] * 5


def test_no_other_answer_and_nothing_else_it_is_for_passes() -> None:
    question = ask(ABOUT)
    answer = answer_to(question.words)
    wrong = [number for number in range(-1, 60) if number != answer]
    assert not any(is_answer(question.signed, str(number), ABOUT) for number in wrong)
    assert not is_answer(question.signed, str(answer), "another")
    assert not is_answer(ask(ABOUT).signed[:16] + question.signed[16:], str(answer), ABOUT)


@given(signed=st.text(max_size=120), typed=st.text(max_size=60))
def test_nothing_typed_breaks_the_check(signed: str, typed: str) -> None:
    assert not is_answer(signed, typed, ABOUT)
