"""Compares two versions of the criteria, down to single words; pure, and able to give either version back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from tolerance.models import Criterion

# Words of alphabets and numbers stay whole; every other sign, a Chinese character too, is one of its own.
_TOKEN = re.compile(r"[^\W_\u2e80-\U000323af]+|.", re.DOTALL)


class Fate(Enum):
    """What became of something between two versions."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that was kept, removed or added."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion as a version has it, apart from where it is stored."""

    code: str
    kind: str
    zh: str
    en: str
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion in two versions.

    Attributes:
        fate: what became of it.
        old: as the earlier version has it, None where it was added.
        new: as the later version has it, None where it was removed.
        zh: the Chinese words, in pieces.
        en: the English words, in pieces.
        basis: the legal basis, in pieces.
    """

    fate: Fate
    old: Line | None
    new: Line | None
    zh: tuple[Piece, ...]
    en: tuple[Piece, ...]
    basis: tuple[Piece, ...]

    @property
    def line(self) -> Line:
        """The criterion in the later version that has it."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  # a row is made of at least one of them
        return found


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from `old` to `new`; where something was replaced, what was removed comes first."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece(Fate.KEPT, "".join(before[i:j])))
            continue
        pieces += [Piece(Fate.REMOVED, "".join(before[i:j]))] if j > i else []
        pieces += [Piece(Fate.ADDED, "".join(after[k:m]))] if m > k else []
    return tuple(pieces)


def old_words(pieces: Iterable[Piece]) -> str:
    """Return the words before."""
    return "".join(piece.text for piece in pieces if piece.fate is not Fate.ADDED)


def new_words(pieces: Iterable[Piece]) -> str:
    """Return the words after."""
    return "".join(piece.text for piece in pieces if piece.fate is not Fate.REMOVED)


def lines_of(criteria: Iterable[Criterion]) -> list[Line]:
    """Return criteria as lines, in their order, kind by kind."""
    rows = [Line(one.code, one.kind, one.zh, one.en, one.basis, one.verified) for one in criteria]
    return sorted(rows, key=lambda line: Criterion.Kind.values.index(line.kind))


def compare(old: Sequence[Line], new: Sequence[Line]) -> list[Row]:
    """Return every criterion of either version, in the later one's order; one that went stands where it was.

    Args:
        old: the earlier version; no code comes twice.
        new: the later version; likewise.
    """
    before, after = {line.code: line for line in old}, {line.code: line for line in new}
    stays = _in_order([line.code for line in old], [line.code for line in new])
    return [_row(before.get(code), after.get(code), moved=code not in stays) for code in _merged(old, new, stays)]


def _in_order(old: list[str], new: list[str]) -> set[str]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {code for block in blocks for code in old[block.a : block.a + block.size]}


def _merged(old: Sequence[Line], new: Sequence[Line], stays: set[str]) -> list[str]:
    """Return all codes: those that went come before the next one that both versions have in the same order."""
    here = {line.code for line in new}
    gone: dict[str, list[str]] = {}
    waiting: list[str] = []
    for line in old:
        if line.code in stays:
            gone[line.code], waiting = waiting, []
        elif line.code not in here:
            waiting.append(line.code)
    return [code for line in new for code in (*gone.get(line.code, ()), line.code)] + waiting


def _row(old: Line | None, new: Line | None, *, moved: bool) -> Row:
    zh, en, basis = (
        compare_words(getattr(old, name, ""), getattr(new, name, "")) for name in ("zh", "en", "basis")
    )  # fmt: skip
    if old is None or new is None:
        return Row(Fate.ADDED if old is None else Fate.REMOVED, old, new, zh, en, basis)
    fate = Fate.CHANGED if old != new else Fate.MOVED if moved else Fate.KEPT
    return Row(fate, old, new, zh, en, basis)
