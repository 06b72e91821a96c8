"""How the building of an edition is followed from outside; owns what is told of it and when, and acts on nothing."""

from digests.models import Edition
from digests.periods import Period, Quarter


class Watcher:
    """Is told how the building of an edition goes on; this one only looks on."""

    def step(self) -> None:
        """Hear that one more step is done, outside of any transaction; what it raises ends the building."""

    def frozen(self, edition: Edition) -> None:
        """Hear which edition came of it, in the transaction that keeps it: what it raises leaves nothing behind."""


ONLOOKER = Watcher()


def quarters_of(period: Period) -> tuple[Quarter, ...]:
    """Return the quarters whose counts an edition of `period` repeats, the earliest first."""
    return (*period.previous.quarters, *period.quarters)


def steps_of(period: Period) -> int:
    """Return how many steps a watcher hears of: one for each quarter, and one for the figures."""
    return len(quarters_of(period)) + 1
