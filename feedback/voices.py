"""How many colleagues said "me too" of a problem; owns what of it is shown (contract 5).

Nobody reads these voices one by one, so everybody sees the same: nothing under the floor, and from there whole steps of
that size. So a step that one more voice makes says that ten have come, and not that this one did.
"""

from dataclasses import dataclass

from feedback import anonymity
from feedback.models import MeToo, Problem


@dataclass(frozen=True, slots=True)
class Voices:
    """What may be shown: at least how many there are, or None while that is under the floor."""

    count: int | None
    floor: int


def voices_of(problem: Problem) -> Voices:
    """Return how many voices a problem has, rounded down to whole steps."""
    floor, count = anonymity.cell_floor(), MeToo.objects.filter(problem=problem).count()
    return Voices(anonymity.coarse(count, floor) or None, floor)
