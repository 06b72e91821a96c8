"""The documents fetched for one question, as `scoring` wants them; owns how ranks become numbers of times."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backend.blocks import Ids, Numbers
from search.backend.postgres.lexemes import lexeme
from search.backend.questions import Beginning, Word
from search.backend.scoring import Postings, Statistics

# What the sum of 1/i² comes to; PostgreSQL divides by it.
RANK_LIMIT = 1.64493406685
# No term of the index ends so.
_ALL = "*"


def times(ranks: Numbers) -> Numbers:
    """Return how often a lexeme occurs, at most 255 times, from its `ts_rank`: the sum of 1/i² over its limit."""
    rest = RANK_LIMIT * (1 - ranks.astype(np.float64))
    often: Numbers = np.rint(1 / rest - 0.5).astype(np.float32)
    return often


class Fetched:
    """A leaf of those documents alone; it has no name, so nothing of it is kept."""

    name = ""

    def __init__(self, atoms: Sequence[Word | Beginning], found: Sequence[tuple[Any, ...]]) -> None:
        """Take the atoms of the question and the rows: identifier, two codes of lengths, the rank of each atom."""
        self.count = len(found)
        self.totals: Mapping[str, int] = {}
        self._codes = {
            "words": np.array([one[1] for one in found], np.uint8),
            "grams": np.array([one[2] for one in found], np.uint8),
        }
        ranks = np.array([one[3] for one in found], np.float32).reshape(len(found), len(atoms))
        self._columns = {(type(atom), *_place(atom)): ranks[:, at] for at, atom in enumerate(atoms)}

    def postings(self, field: str, text: str) -> tuple[Ids, Numbers] | None:
        """Return the documents that have a term and how often, or None."""
        begins = text.endswith(_ALL)
        ranks = self._columns.get((Beginning if begins else Word, field, text.removesuffix(_ALL)))
        if ranks is None:
            # It is barred, and what has it was not fetched.
            return None
        often = ranks if begins else times(ranks)
        ids = np.flatnonzero(often).astype(np.int32)
        return (ids, often[ids]) if len(ids) else None

    def beginning(self, field: str, start: str) -> Iterator[str]:
        """Yield one term that stands for all that begin with `start`."""
        yield start + _ALL

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Return the coded lengths of a field."""
        return self._codes[field]

    def frequency(self, _field: str, _text: str) -> int:
        """Return nothing: how many documents have a term is known of the whole index only."""
        return 0


def _place(atom: Word | Beginning) -> tuple[str, str]:
    return (atom.field, atom.text) if isinstance(atom, Word) else (atom.field, atom.start)


@dataclass(frozen=True, slots=True)
class Sums:
    """The numbers of the whole index."""

    documents: int
    totals: Mapping[str, int]
    often: Mapping[str, int]

    def statistics(self, fetched: Sequence[Postings]) -> Statistics:
        """Return them as `scoring` wants them."""
        return _Whole(self, fetched)


class _Whole(Statistics):
    """Statistics of the whole index, of which only some documents are here."""

    def __init__(self, sums: Sums, fetched: Sequence[Postings]) -> None:
        super().__init__(fetched)
        self._sums = sums

    @property
    def documents(self) -> int:
        return self._sums.documents

    def frequency(self, name: str, text: str) -> int:
        return int(self._sums.often.get(lexeme(name, text), 0))

    def total(self, name: str) -> int:
        return int(self._sums.totals.get(name, 0))
