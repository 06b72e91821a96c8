"""Folding: what is written differently and means the same."""

import pytest

from search.backend import analysis


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("報表臺賬", "报表台账"),
        ("ＥＸＣＥＬ２０２６", "excel2026"),
        ("Straße", "strasse"),
        ("①", "1"),
        ("\ud800报", "报"),
    ],
)
def test_fold_makes_one_of_what_means_the_same(written: str, folded: str) -> None:
    assert analysis.fold(written) == folded


def test_traditional_text_is_found_by_simplified_words_and_the_other_way_round() -> None:
    assert analysis.index_words(analysis.fold("重複填報")) == analysis.index_words(analysis.fold("重复填报"))


def test_english_words_meet_in_their_stem() -> None:
    assert analysis.stems("reports reporting") == {"report"}
