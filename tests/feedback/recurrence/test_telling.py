"""Tests of what is known of words from before."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.recurrence import Note, Scale
from feedback.recurrence.telling import Word, telling, written

NOTES = [Note("晚上巡塘"), Note("晚上报销"), Note("巡塘报销")]


@pytest.mark.parametrize(
    ("known", "less"),
    [({"晚上": Word(share=0.3)}, True), ({"晚上": Word(factor=0.5)}, True), ({"晚上": Word(factor=1.5)}, False)],
)
def test_a_word_that_is_common_elsewhere_or_tells_little_weighs_less(known: dict[str, Word], less: bool) -> None:
    weights = Scale.of(NOTES, known).words
    assert (weights["晚上"] < weights["巡塘"]) == less
    assert weights["巡塘"] == weights["报销"] == Scale.of(NOTES, {}).words["晚上"]


def test_words_of_manner_tell_less_than_their_rarity_says() -> None:
    for word in ("上面", "领导", "材料"):
        assert telling()[word].factor < 1


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@given(st.dictionaries(WORDS, st.tuples(st.integers(0, 10_000), st.integers(1, 300))))
def test_what_is_written_is_read_as_it_was(numbers: dict[str, tuple[int, int]]) -> None:
    words = {word: Word(share / 10_000, factor / 100) for word, (share, factor) in numbers.items()}
    assert {word: tuple(each) for word, each in json.loads(written(words)).items()} == numbers
