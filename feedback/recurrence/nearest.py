"""Finds the likeliest of many vectors without comparing all; owns the inverted index, and decides nothing by itself.

Each vector is shelved under its strongest features. A feature keeps the latest vectors alone: that bounds the work for
each, so that the whole grows with the number of vectors and not with its square; common features do not tell anyway.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Hashable, Mapping

from feedback.recurrence.vectors import COMMON, Vector, chance, product

# Under how many of its features a vector is shelved, and how many of the latest vectors a feature keeps.
_STRONGEST, _LATEST = 12, 64
# How many of those that share features are compared in full.
_COMPARED = 16


def _strongest(vector: Mapping[str, float]) -> list[tuple[str, float]]:
    telling = ((name, weight) for name, weight in vector.items() if not name.startswith(COMMON))
    return heapq.nlargest(_STRONGEST, telling, key=lambda pair: (pair[1], pair[0]))


class Shelf:
    """Vectors by their strongest features."""

    def __init__(self, *, latest: int = _LATEST) -> None:
        """Begin empty; a feature keeps the `latest` vectors that were put under it."""
        self._vectors: dict[Hashable, Vector] = {}
        self._under: dict[str, deque[tuple[Hashable, float]]] = defaultdict(lambda: deque(maxlen=latest))

    def put(self, key: Hashable, vector: Vector) -> None:
        """Add a vector under its key."""
        self._vectors[key] = vector
        for name, weight in _strongest(vector):
            self._under[name].append((key, weight))

    def near(self, vector: Vector, *, limit: int, least: float) -> list[tuple[Hashable, float]]:
        """Return keys and chances of the vectors most alike, at most `limit`, none under `least`, best first."""
        sums: dict[Hashable, float] = defaultdict(float)
        for name, weight in _strongest(vector):
            for key, other in self._under.get(name, ()):
                sums[key] += weight * other
        likely = heapq.nlargest(_COMPARED, sums, key=sums.__getitem__)
        found = [(key, chance(product(vector, self._vectors[key]))) for key in likely]
        return heapq.nlargest(limit, (pair for pair in found if pair[1] >= least), key=lambda pair: pair[1])
