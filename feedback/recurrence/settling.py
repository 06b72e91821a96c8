"""Moves single rows between groups where they fit better; owns that second look, and knows nothing of notes.

Linkage decides early and for good: a row that joined the first of two groups stays, though later ones show that the
other is its own. Each row in turn goes where its likeness to all members together exceeds the threshold most, or
stands alone.
"""

from collections.abc import Sequence

import numpy as np

from feedback.recurrence.rows import Numbers, Weights

_ROUNDS = 8
_WORTH_A_MOVE = 1e-6


def settle(likeness: Weights, groups: Sequence[Sequence[int]], threshold: float) -> list[list[int]]:
    """Return the groups of two or more after rows have moved.

    Args:
        likeness: of each row to each, square.
        groups: the rows of each group found before; those in none stand alone.
        threshold: the likeness at which two rows neither belong together nor apart.
    """
    gains = likeness - threshold
    np.fill_diagonal(gains, 0.0)
    labels = np.arange(len(likeness)) + len(groups)
    for number, members in enumerate(groups):
        labels[list(members)] = number
    for _round in range(_ROUNDS):
        if not _moved(gains, labels, len(groups) + len(likeness)):
            break
    return [np.flatnonzero(labels == label).tolist() for label in np.flatnonzero(np.bincount(labels) > 1)]


def _moved(gains: Weights, labels: Numbers, most: int) -> bool:
    """Give each row the best label, and return whether any has changed; a label of nobody stands for being alone."""
    sizes = np.bincount(labels, minlength=most)
    moved = False
    for at, row in enumerate(gains):
        here = labels[at]
        sums = np.bincount(labels, weights=row, minlength=most)
        best = int(sums.argmax()) if sums.max() > 0 else int(sizes.argmin())
        if sums[best] > sums[here] + _WORTH_A_MOVE:
            sizes[here] -= 1
            sizes[best] += 1
            labels[at], moved = best, True
    return moved
