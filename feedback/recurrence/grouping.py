"""Groups notes that tell of one problem; owns the order and the groups, and reads no row.

Two groups are as alike as their members are on average. The likest pair is joined first, until none reaches the
threshold; only groups with members that are near neighbours are ever compared, so that the work stays near-linear.
Notes are first put in the order of their own words, so that the order in which they are given changes nothing.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from feedback.recurrence.linkage import Linkage
from feedback.recurrence.notes import Note
from feedback.recurrence.rows import Rows
from feedback.recurrence.vectors import THRESHOLD, Scale


@dataclass(frozen=True, slots=True)
class Group:
    """Notes that belong together, by their place in what was given; `cohesion` is their mean likeness, 0 to 1."""

    members: tuple[int, ...]
    cohesion: float


def group(notes: Sequence[Note], *, threshold: float = THRESHOLD) -> list[Group]:
    """Return the groups of two or more, the largest first; a note that is like no other is in none.

    Args:
        notes: all notes of the window, in any order; notes that are the same in all may change places.
        threshold: the least mean likeness of two groups that are joined.
    """
    order = sorted(range(len(notes)), key=lambda at: astuple(notes[at]))
    ordered = [notes[at] for at in order]
    scale = Scale.of(ordered)
    linkage = Linkage(Rows.of(scale.vector(note) for note in ordered), threshold)
    linkage.run()
    found = [Group(tuple(sorted(order[at] for at in members)), mean) for members, mean in linkage.groups()]
    return sorted(found, key=lambda each: (-len(each.members), each.members))
