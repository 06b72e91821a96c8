"""Joins rows to groups by average linkage; owns the running state, and knows nothing of notes.

The mean likeness of two groups is the product of the sums of their vectors, so that no pair is ever compared twice.
Two that are groups already must be more alike than a single row and its group: each has shown what it is about, and
joined in error they are many wrong pairs at once.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from feedback.recurrence.neighbours import ALL_UP_TO, pairs
from feedback.recurrence.rows import Numbers, Rows, Weights

# A group keeps its likest neighbours alone: else the large ones would be compared with more and more others.
_NEIGHBOURS_OF_GROUP = 16
# Neighbours less alike than this share of the threshold cannot become one group by others joining them.
_WORTH_KEEPING = 0.8
# How much more alike two groups must be, for each power of e in the size of the smaller one: logarithms of odds.
_BOTH_GROUPS = 0.7
# The sum of a group keeps its strongest features; the rest adds less than can change a decision.
_WIDEST, _TRIMMED = 200, 120


class Linkage:
    """Sums of vectors, members and neighbours of each group that still stands."""

    def __init__(self, rows: Rows, threshold: float) -> None:
        """Begin with each row alone; groups are joined while their mean likeness is worth `threshold`."""
        self._threshold, self._least = threshold, threshold * _WORTH_KEEPING
        self._all = len(rows) <= ALL_UP_TO
        self._sums: dict[int, tuple[Numbers, Weights]] = {at: rows.row(at) for at in range(len(rows))}
        self._members: dict[int, list[int]] = {at: [at] for at in self._sums}
        # The sum of likenesses of all pairs within each group.
        self._within: dict[int, float] = defaultdict(float)
        self._near: dict[int, set[int]] = {at: set() for at in self._sums}
        self._heap: list[tuple[float, int, int, float]] = []
        self._next = len(rows)
        self._scratch, self._signs = np.zeros(len(rows.telling), dtype=np.float32), rows.signs
        for later, earlier, likeness in pairs(rows, self._least):
            for one, other, alike in zip(later.tolist(), earlier.tolist(), likeness.tolist(), strict=True):
                self._link(one, other, alike)

    def _link(self, one: int, other: int, likeness: float) -> None:
        self._near[one].add(other)
        self._near[other].add(one)
        smaller = min(len(self._members[one]), len(self._members[other]))
        worth = likeness - _BOTH_GROUPS * math.log(smaller)
        if worth >= self._threshold:
            heapq.heappush(self._heap, (-worth, min(one, other), max(one, other), likeness))

    def run(self) -> None:
        """Join the likest pair until none is left; pairs with a group that was joined meanwhile are passed over."""
        while self._heap:
            _worth, one, other, likeness = heapq.heappop(self._heap)
            if one in self._members and other in self._members:
                self._join(one, other, likeness)

    def _join(self, one: int, other: int, likeness: float) -> None:
        number, self._next = self._next, self._next + 1
        pairs_between = len(self._members[one]) * len(self._members[other])
        self._within[number] = self._within.pop(one, 0.0) + self._within.pop(other, 0.0) + likeness * pairs_between
        self._members[number] = self._members.pop(one) + self._members.pop(other)
        near = (self._near.pop(one) | self._near.pop(other)) - {one, other}
        self._near[number] = set()
        for each in near:
            self._near[each] -= {one, other}
        means = self._add(number, self._sums.pop(one), self._sums.pop(other), sorted(near))
        worth = [pair for pair in means if pair[0] >= self._least]
        for mean, each in worth if self._all else heapq.nlargest(_NEIGHBOURS_OF_GROUP, worth):
            self._link(number, each, mean)

    def _add(
        self, number: int, one: tuple[Numbers, Weights], other: tuple[Numbers, Weights], near: list[int]
    ) -> list[tuple[float, int]]:
        """Keep the sum of two vectors under a number, and return how alike it is to each of its neighbours."""
        scratch, names = self._scratch, np.union1d(one[0], other[0])
        scratch[one[0]] = one[1]
        scratch[other[0]] += other[1]
        if len(names) > _WIDEST and not self._all:
            kept = names[np.argsort(-scratch[names], kind="stable")[:_TRIMMED]]
            self._sums[number] = kept, scratch[kept]
        else:
            self._sums[number] = names, scratch[names]
        means = self._means(len(self._members[number]), near) if near else []
        scratch[names] = 0.0
        return means

    def _means(self, size: int, near: list[int]) -> list[tuple[float, int]]:
        """Return how alike the group in the scratch, of so many members, is to each of its neighbours."""
        sums = [self._sums[each] for each in near]
        lengths = np.array([len(names) for names, _weights in sums])
        names = np.concatenate([names for names, _weights in sums])
        terms = self._scratch[names] * self._signs[names] * np.concatenate([weights for _names, weights in sums])
        totals = np.add.reduceat(terms, np.cumsum(lengths) - lengths).tolist()
        return [(total / (size * len(self._members[each])), each) for total, each in zip(totals, near, strict=True)]

    def groups(self) -> Iterator[tuple[list[int], float]]:
        """Yield the members of each group of two or more, and their mean likeness."""
        for number, members in self._members.items():
            if len(members) > 1:
                between = len(members) * (len(members) - 1) / 2
                yield members, self._within[number] / between
