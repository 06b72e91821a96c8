"""Holds very many vectors as arrays; owns their layout and their products, and decides nothing about groups.

A vector as a dictionary takes some ten thousand bytes; here it takes twelve for each of its features. Rows keep the
order in which they were given, and features get their numbers in the order in which they appear.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback.recurrence.vectors import AGAINST, COMMON, Vector

Numbers = NDArray[np.int64]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Vectors one after the other.

    Attributes:
        starts: where each row begins in `names` and `weights`, and where the last one ends.
        names: the numbers of the features of all rows.
        weights: the weight of each.
        telling: whether a feature, by its number, may lead from one row to another.
        signs: 1 for a feature whose product counts for likeness, -1 where it counts against.
    """

    starts: Numbers
    names: Numbers
    weights: Weights
    telling: NDArray[np.bool_]
    signs: Weights

    @classmethod
    def of(cls, vectors: Iterable[Vector]) -> "Rows":
        """Return the rows of these vectors, which may be made one at a time."""
        numbers: dict[str, int] = {}
        starts, names, weights = array("q", [0]), array("q"), array("f")
        for vector in vectors:
            names.extend([numbers.setdefault(name, len(numbers)) for name in vector])
            weights.extend(vector.values())
            starts.append(len(names))
        telling = np.array([not name.startswith(COMMON) for name in numbers], dtype=bool)
        signs = np.array([-1 if name == AGAINST else 1 for name in numbers], dtype=np.float32)
        return cls(np.asarray(starts), np.asarray(names), np.asarray(weights, dtype=np.float32), telling, signs)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.starts) - 1

    def row(self, at: int) -> tuple[Numbers, Weights]:
        """Return the features of one row and their weights."""
        span = slice(self.starts[at], self.starts[at + 1])
        return self.names[span], self.weights[span]

    def owners(self) -> Numbers:
        """Return the row of each feature in `names`."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def dense(self, first: int, end: int) -> Weights:
        """Return rows from `first` up to `end` with a column for every feature."""
        span = slice(self.starts[first], self.starts[end])
        lines = np.repeat(np.arange(end - first), np.diff(self.starts[first : end + 1]))
        found = np.zeros((end - first, len(self.telling)), dtype=np.float32)
        found[lines, self.names[span]] = self.weights[span]
        return found

    def products(self) -> Weights:
        """Return the likeness of each row to each; for few rows alone, the result being square."""
        dense = self.dense(0, len(self))
        return np.asarray((dense * self.signs) @ dense.T)


def spans(begins: Numbers, lengths: Numbers) -> Numbers:
    """Return all numbers from each beginning on, as many as its length says, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) - np.repeat(before - begins, lengths)
