"""Whether the index is in order; owns the look at it that costs little, and compares no document."""

from dataclasses import dataclass

from search.backend.engines import engine
from search.indexing import names
from search.models import DirtyMark


@dataclass(frozen=True, slots=True)
class Health:
    """Whether an index fits this program, how many documents wait to be indexed, and how many of them failed before."""

    fits: bool
    waiting: int
    failing: int


def health() -> Health:
    """Return how the index stands on this machine."""
    return Health(
        fits=not engine().stale(names()),
        waiting=DirtyMark.objects.count(),
        failing=DirtyMark.objects.filter(failures__gt=0).count(),
    )
