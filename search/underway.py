"""How far the building of a new index has come; owns the one row that says so, to the pages of every node."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from search.models import Rebuild

# A row is written once in so many documents.
EVERY = 200
Progress = Callable[[int, int], None]


@contextmanager
def underway() -> Iterator[Progress]:
    """Yield what to tell how many documents are done and how many there are; afterwards nothing is under way."""

    def tell(done: int, total: int) -> None:
        if done % EVERY == 0:
            Rebuild.objects.update_or_create(pk=1, defaults={"done": min(done, total), "total": total})

    try:
        yield tell
    finally:
        Rebuild.objects.all().delete()


def percent() -> int | None:
    """Return how many hundredths of the new index are built, or None where none is being built."""
    row = Rebuild.objects.first()
    return 100 * row.done // max(1, row.total) if row else None
