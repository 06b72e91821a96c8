"""Groups notes that tell of one problem; owns the order and the groups, and reads no row.

Two groups are as alike as their members are on average. The likest pair is joined first, until none reaches the
threshold, which is higher for two groups than for a group and a single note. Only groups with members that are near
neighbours are ever compared, so that the work stays near-linear. Of few, each note is then looked at once more.

Notes are first put in the order of their own words, so that the order in which they are given changes nothing.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from feedback.recurrence.linkage import Linkage
from feedback.recurrence.neighbours import ALL_UP_TO
from feedback.recurrence.notes import Note
from feedback.recurrence.rows import Rows, Weights
from feedback.recurrence.settling import settle
from feedback.recurrence.vectors import THRESHOLD, Scale, chance, total_at


@dataclass(frozen=True, slots=True)
class Group:
    """Notes that belong together, by their place in what was given; `cohesion` is the chance of their mean, 0 to 1."""

    members: tuple[int, ...]
    cohesion: float


def group(notes: Sequence[Note], *, threshold: float = THRESHOLD) -> list[Group]:
    """Return the groups of two or more, the largest first; a note that is like no other is in none.

    Args:
        notes: all notes of the window, in any order; notes that are the same in all may change places.
        threshold: the least chance, 0 to 1, that two groups tell of one problem, at which they are joined.
    """
    order = sorted(range(len(notes)), key=lambda at: astuple(notes[at]))
    ordered = [notes[at] for at in order]
    scale = Scale.of(ordered)
    linked = group_rows(Rows.of(scale.vector(note) for note in ordered), total_at(threshold))
    found = [Group(tuple(sorted(order[at] for at in members)), chance(mean)) for members, mean in linked]
    return sorted(found, key=lambda each: (-len(each.members), each.members))


def group_rows(rows: Rows, threshold: float) -> list[tuple[list[int], float]]:
    """Return the members of each group of two or more, and the mean of their products.

    Args:
        rows: vectors whose products say how alike they are.
        threshold: the least mean product of two groups that are joined.
    """
    linkage = Linkage(rows, threshold)
    linkage.run()
    linked = list(linkage.groups())
    if len(rows) > ALL_UP_TO:
        return linked
    likeness = rows.products()
    settled = settle(likeness, [members for members, _mean_product in linked], threshold)
    return [(members, _mean(likeness[np.ix_(members, members)])) for members in settled]


def _mean(likeness: Weights) -> float:
    size = len(likeness)
    return float(likeness.sum() - likeness.trace()) / (size * (size - 1))
