"""Finds the pairs of rows that are most alike; owns which pairs are compared at all, and joins nothing.

Few rows are all compared. Of many, a row is compared with those that share its strongest features; each feature leads
to its nearest rows alone. That bounds the work for each row, so that the whole grows with the number of rows and not
with its square; features that very many share do not tell anyway.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback.recurrence.rows import Numbers, Rows, Weights, spans

# So many rows are compared each with each.
ALL_UP_TO = 1500
# By how many of its features a row is found, and to how many rows each of them leads.
_STRONGEST, _LATEST = 12, 64
# How many of those that share features are compared in full, and how many are kept.
_COMPARED, _KEPT = 16, 10
_CHUNK = 512

Pairs = tuple[Numbers, Numbers, Weights]


def pairs(rows: Rows, least: float) -> Iterator[Pairs]:
    """Yield pairs of rows, the later first, with their likeness, none under `least`."""
    if len(rows) <= ALL_UP_TO:
        yield _all(rows, least)
        return
    postings = _Postings(rows)
    for first in range(0, len(rows), _CHUNK):
        end = min(first + _CHUNK, len(rows))
        later, earlier = postings.likely(first, end)
        likeness = _products(rows, rows.dense(first, end) * rows.signs, later - first, earlier)
        near = likeness >= least
        later, earlier, likeness = later[near], earlier[near], likeness[near]
        best = _best(later, earlier, likeness, _KEPT)
        yield later[best], earlier[best], likeness[best]


def _all(rows: Rows, least: float) -> Pairs:
    likeness = rows.products()
    later, earlier = np.nonzero(np.tril(likeness >= least, -1))
    return later, earlier, likeness[later, earlier]


class _Postings:
    """The rows that each strong feature leads to, in their order."""

    def __init__(self, rows: Rows) -> None:
        owners = rows.owners()
        telling = np.nonzero(rows.telling[rows.names])[0]
        kept = telling[_best(owners[telling], rows.names[telling], rows.weights[telling], _STRONGEST)]
        kept = kept[np.lexsort((owners[kept], rows.names[kept]))]
        self._rows, self._weights, names = owners[kept], rows.weights[kept], rows.names[kept]
        begins = np.searchsorted(names, names)
        self._back = np.minimum(np.arange(len(names)) - begins, _LATEST)
        self._by_row = np.argsort(self._rows, kind="stable")
        self._starts = np.searchsorted(self._rows[self._by_row], np.arange(len(rows) + 1))

    def likely(self, first: int, end: int) -> tuple[Numbers, Numbers]:
        """Return rows from `first` up to `end` and those before them that share most, `_COMPARED` at most for each."""
        places = self._by_row[self._starts[first] : self._starts[end]]
        lengths = self._back[places]
        others, own = spans(places - lengths, lengths), np.repeat(places, lengths)
        keys = (self._rows[own] - first) * end + self._rows[others]
        unique, inverse = np.unique(keys, return_inverse=True)
        sums = np.bincount(inverse, self._weights[own] * self._weights[others], len(unique))
        later, earlier = unique // end + first, unique % end
        best = _best(later, earlier, sums, _COMPARED)
        return later[best], earlier[best]


def _best(groups: Numbers, ties: Numbers, values: NDArray[Any], most: int) -> Numbers:
    """Return the places of the largest values of each group, at most `most`; of equal ones the lower tie goes first."""
    order = np.lexsort((ties, -values, groups))
    ranks = np.arange(len(order)) - np.searchsorted(groups[order], groups[order])
    return np.asarray(order[ranks < most])


def _products(rows: Rows, dense: Weights, lines: Numbers, others: Numbers) -> Weights:
    """Return the product of lines of a dense part with other rows."""
    lengths = rows.starts[others + 1] - rows.starts[others]
    places = spans(rows.starts[others], lengths)
    terms = dense[np.repeat(lines, lengths), rows.names[places]] * rows.weights[places]
    return np.bincount(np.repeat(np.arange(len(lines)), lengths), terms, len(lines)).astype(np.float32)
