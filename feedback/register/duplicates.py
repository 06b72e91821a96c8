"""Finds what two departments ask for twice; owns how candidates are found quickly, and decides nothing.

Each task is compared with few others: those that bear on the same unit or on one above it and share a rare feature with
it. So the work grows with the number of tasks, not its square.
"""

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.register.likeness import Alike, Demand, Features, Weight, compare, features_of, rarity
from feedback.register.names import Words

# From here on two requests are shown side by side; chosen on the tuning half of the labelled tasks.
LEAST = 0.5
# What stands in more tasks of one unit than this finds no candidates, and each task is compared with so many at most.
_MOST_POSTED = 80
_MOST_COMPARED = 40
Lines = Mapping[Hashable, Sequence[Hashable]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two demands of two departments that ask nearly the same; `first` has the smaller key as text."""

    first: Hashable
    second: Hashable
    alike: Alike


def find_duplicates(demands: Sequence[Demand], lines: Lines, words: Words | None = None) -> list[Pair]:
    """Return the pairs of demands that ask nearly the same of the same people, the most alike first.

    Args:
        demands: all tasks that are demanded.
        lines: for each place the places whose demands bear on it: itself and those above it.
        words: which words mean the same; those of the room where not given.
    """
    ordered = sorted(demands, key=lambda demand: str(demand.key))
    features = [features_of(demand, words) for demand in ordered]
    index = _Index(ordered, features, lines, rarity(features))
    found = []
    for place in range(len(ordered)):
        for other in index.candidates(place):
            low, high = sorted((place, other))
            alike = compare(features[low], features[high], index.weight)
            if alike.likeness >= LEAST:
                found.append(Pair(ordered[low].key, ordered[high].key, alike))
    return sorted(found, key=lambda pair: (-pair.alike.likeness, str(pair.first), str(pair.second)))


def _spoken(one: Features) -> Iterator[str]:
    yield from one.items
    for pairs in one.pairs.values():
        # A mark in front keeps pairs of characters apart from items that are spelled alike.
        yield from (f"~{pair}" for pair in pairs)


class _Index:
    """Tells which tasks of each place have a feature."""

    def __init__(self, demands: Sequence[Demand], features: Sequence[Features], lines: Lines, weight: Weight) -> None:
        """Post each task under its place and each of its features."""
        self._demands, self._features, self._lines, self.weight = demands, features, lines, weight
        self._posted: dict[tuple[Hashable, str], list[int]] = defaultdict(list)
        for number, (demand, one) in enumerate(zip(demands, features, strict=True)):
            for word in dict.fromkeys(_spoken(one)):
                self._posted[demand.place, word].append(number)

    def candidates(self, number: int) -> list[int]:
        """Return the tasks of other departments to compare with; those of the same place only if they come later."""
        own, place = self._features[number], self._demands[number].place
        scores: dict[int, float] = defaultdict(float)
        for above in self._lines.get(place, (place,)):
            for word in dict.fromkeys(_spoken(own)):
                posted = self._posted.get((above, word), ())
                if len(posted) <= _MOST_POSTED:
                    worth = 1.0 if word.startswith("~") else self.weight(word)
                    for other in posted:
                        if above != place or other > number:
                            scores[other] += worth
        apart = (other for other in scores if self._features[other].department != own.department)
        return heapq.nlargest(_MOST_COMPARED, apart, key=lambda other: (scores[other], -other))
