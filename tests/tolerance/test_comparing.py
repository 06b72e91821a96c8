"""The comparison: whatever two versions say, what it shows gives both of them back."""

from hypothesis import given
from hypothesis import strategies as st

from tolerance.comparing import Fate, Line, Piece, compare, compare_words, new_words, old_words

words = st.text(alphabet="因缺乏经验 出现失误, error of 2026\n", max_size=40) | st.text(max_size=20)
codes = st.lists(st.sampled_from([f"S{number:02}" for number in range(1, 9)]), unique=True)


@st.composite
def versions(draw: st.DrawFn) -> list[Line]:
    made = [Line(code, "situation", draw(words), draw(words), draw(words), draw(st.booleans())) for code in draw(codes)]
    return draw(st.permutations(made))


@given(words, words)
def test_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert (old_words(pieces), new_words(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)
    assert (old == new) == ({piece.fate for piece in pieces} <= {Fate.KEPT})


@given(versions(), versions())
def test_rows_give_both_versions_back(old: list[Line], new: list[Line]) -> None:
    rows = compare(old, new)
    assert [row.new for row in rows if row.new] == new
    assert {row.old.code: row.old for row in rows if row.old} == {line.code: line for line in old}
    assert sum(row.old is not None for row in rows) == len(old)
    for row in rows:
        assert row.fate is _fate(row.old, row.new) or (row.fate is Fate.MOVED and row.old == row.new)
        for name, pieces in (("zh", row.zh), ("en", row.en), ("basis", row.basis)):
            assert old_words(pieces) == getattr(row.old, name, "")
            assert new_words(pieces) == getattr(row.new, name, "")


def _fate(old: Line | None, new: Line | None) -> Fate:
    if old is None:
        return Fate.ADDED
    if new is None:
        return Fate.REMOVED
    return Fate.KEPT if old == new else Fate.CHANGED


def test_chinese_is_compared_sign_by_sign_and_english_word_by_word() -> None:
    assert compare_words("因缺乏经验出现失误", "因缺少经验出现失误") == (
        Piece(Fate.KEPT, "因缺"),
        Piece(Fate.REMOVED, "乏"),
        Piece(Fate.ADDED, "少"),
        Piece(Fate.KEPT, "经验出现失误"),
    )
    assert Piece(Fate.REMOVED, "error") in compare_words("an error", "an errand")


def test_one_that_changed_its_place_is_moved_and_one_that_went_stands_where_it_was() -> None:
    first, second, third = (Line(code, "required", code, code, "-", verified=True) for code in ("R01", "R02", "R03"))
    moved = compare([first, second, third], [third, first, second])
    assert [(row.line.code, row.fate) for row in moved] == [
        ("R03", Fate.MOVED),
        ("R01", Fate.KEPT),
        ("R02", Fate.KEPT),
    ]
    gone = compare([first, second, third], [first, third])
    assert [(row.line.code, row.fate.value) for row in gone] == [("R01", "kept"), ("R02", "removed"), ("R03", "kept")]
