"""Groups notes that tell of one problem; owns the average linkage over near neighbours, and reads no row.

Two groups are as alike as their members are on average. The likest pair is joined first, until none reaches the
threshold; only groups with members that are near neighbours are ever compared, so that the work stays near-linear.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from feedback.recurrence.nearest import Shelf
from feedback.recurrence.notes import Note
from feedback.recurrence.vectors import THRESHOLD, Scale, Vector, product

_NEIGHBOURS = 10
# A group keeps its likest neighbours alone: else the large ones would be compared with more and more others.
_NEIGHBOURS_OF_GROUP = 16
# Neighbours less alike than this share of the threshold cannot become one group by others joining them.
_WORTH_KEEPING = 0.8
# The sum of a group keeps its strongest features; the rest adds less than can change a decision.
_WIDEST, _TRIMMED = 200, 120


@dataclass(frozen=True, slots=True)
class Group:
    """Notes that belong together, by their place in what was given; `cohesion` is their mean likeness, 0 to 1."""

    members: tuple[int, ...]
    cohesion: float


def group(notes: Sequence[Note], *, threshold: float = THRESHOLD) -> list[Group]:
    """Return the groups of two or more, the largest first; a note that is like no other is in none.

    Args:
        notes: all notes of the window, in any order that is the same each time.
        threshold: the least mean likeness of two groups that are joined.
    """
    scale = Scale.of(notes)
    linkage = _Linkage([scale.vector(note) for note in notes], threshold)
    linkage.run()
    found = [each for each in linkage.groups() if len(each.members) > 1]
    return sorted(found, key=lambda each: (-len(each.members), each.members))


class _Linkage:
    """The running state: sums of vectors, members and neighbours of each group that still stands."""

    def __init__(self, vectors: list[Vector], threshold: float) -> None:
        self._threshold = threshold
        self._sums: dict[int, Vector] = dict(enumerate(vectors))
        self._members: dict[int, list[int]] = {number: [number] for number in self._sums}
        # The sum of likenesses of all pairs within each group.
        self._within: dict[int, float] = dict.fromkeys(self._sums, 0.0)
        self._near: dict[int, set[int]] = {number: set() for number in self._sums}
        self._heap: list[tuple[float, int, int]] = []
        self._next = len(vectors)
        self._find_neighbours(vectors)

    def _find_neighbours(self, vectors: list[Vector]) -> None:
        shelf = Shelf()
        for number, vector in enumerate(vectors):
            for key, likeness in shelf.near(vector, limit=_NEIGHBOURS, least=self._threshold * _WORTH_KEEPING):
                assert isinstance(key, int)  # noqa: S101  # for the type checker
                self._link(number, key, likeness)
            shelf.put(number, vector)

    def _link(self, one: int, other: int, likeness: float) -> None:
        self._near[one].add(other)
        self._near[other].add(one)
        if likeness >= self._threshold:
            heapq.heappush(self._heap, (-likeness, min(one, other), max(one, other)))

    def run(self) -> None:
        """Join the likest pair until none is left; pairs with a group that was joined meanwhile are passed over."""
        while self._heap:
            likeness, one, other = heapq.heappop(self._heap)
            if one in self._members and other in self._members:
                self._join(one, other, -likeness)

    def _join(self, one: int, other: int, likeness: float) -> None:
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        number, self._next = self._next, self._next + 1
        pairs = len(self._members[one]) * len(self._members[other])
        self._within[number] = self._within.pop(one) + self._within.pop(other) + likeness * pairs
        self._sums[number] = _added(self._sums.pop(one), self._sums.pop(other))
        self._members[number] = self._members.pop(one) + self._members.pop(other)
        near = (self._near.pop(one) | self._near.pop(other)) - {one, other}
        self._near[number] = set()
        for each in near:
            self._near[each] -= {one, other}
        means = ((self._mean(number, each), each) for each in near)
        worth = (pair for pair in means if pair[0] >= self._threshold * _WORTH_KEEPING)
        for mean, each in heapq.nlargest(_NEIGHBOURS_OF_GROUP, worth):
            self._link(number, each, mean)

    def _mean(self, one: int, other: int) -> float:
        return product(self._sums[one], self._sums[other]) / (len(self._members[one]) * len(self._members[other]))

    def groups(self) -> list[Group]:
        """Return all groups as they stand, single ones too."""
        found = []
        for number, members in self._members.items():
            pairs = len(members) * (len(members) - 1) / 2
            cohesion = min(1.0, self._within[number] / pairs) if pairs else 1.0
            found.append(Group(tuple(sorted(members)), cohesion))
        return found


def _added(large: Vector, small: Vector) -> Vector:
    """Return the sum of two vectors, of which the first is changed."""
    for name, weight in small.items():
        large[name] = large.get(name, 0.0) + weight
    if len(large) > _WIDEST:
        return dict(heapq.nlargest(_TRIMMED, large.items(), key=lambda pair: (pair[1], pair[0])))
    return large
