"""THE policy of the anonymous channel: what is too small to name or to count, who may receive what, how long to wait.

It owns the rules and their numbers, and must never be softened elsewhere. It writes nothing.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import Unit

K = TypeVar("K", bound=Hashable)
_CLEAR = 2


@dataclass(frozen=True, slots=True)
class Suppressed(Generic[K]):
    """Counts that may be shown.

    Attributes:
        cells: the count of each key, None where it is hidden.
        other: all hidden cells together ("other"), None where that too must be hidden or where nothing is hidden.
        total: the sum over all keys, None where it is under the floor.
    """

    cells: dict[K, int | None]
    other: int | None
    total: int | None


def pool_batch() -> int:
    """Return how many entries must wait before a batch is released."""
    return int(settings.POOL_BATCH)


def pool_days() -> int:
    """Return after how many days even a single entry is released."""
    return int(settings.POOL_DAYS)


def release_by(today: date) -> date:
    """Return the day on which an entry that comes in `today` is released at the latest."""
    return today + timedelta(days=pool_days())


def releases_at_once() -> bool:
    """Return whether this is a demo, where nothing waits; the pages say so."""
    return bool(settings.DEMO)


def unit_floor() -> int:
    """Return the number of staff that a unit needs before anyone may name it as their own."""
    return int(settings.UNIT_FLOOR)


def cell_floor() -> int:
    """Return the smallest count that a statistic shows."""
    return int(settings.CELL_FLOOR)


def offered_own_units() -> QuerySet[Unit]:
    """Return the units that a reporter may name as their own: those large enough to hide one person."""
    units: QuerySet[Unit] = Unit.objects.filter(staff_count__gte=unit_floor())
    return units


def offered_instead_of(unit: Unit) -> Unit | None:
    """Return `unit` if it may be named, else its nearest ancestor that may, or None where all are too small."""
    if unit.staff_count >= unit_floor():
        return unit
    ancestors: list[Unit] = list(unit.ancestors())
    for ancestor in reversed(ancestors):
        if ancestor.staff_count >= unit_floor():
            return ancestor
    return None


def receiving_units() -> QuerySet[Unit]:
    """Return the units that receive reports."""
    units: QuerySet[Unit] = Unit.objects.filter(receives_reports=True)
    return units


def may_receive(receiving_unit: Unit, asked_by_unit: Unit | None) -> bool:
    """Return whether `receiving_unit` may read a report that complains of `asked_by_unit`.

    It may not be that unit nor any below it (contract 6): both answer to the one complained of.
    """
    return asked_by_unit is None or not is_within(receiving_unit, asked_by_unit)


def is_within(unit: Unit, upper: Unit) -> bool:
    """Return whether `unit` is `upper` or lies below it."""
    path: tuple[int, ...] | None = getattr(unit, "tree_path", None)  # known where the whole tree was read
    if path is not None:
        return upper.pk in path
    return unit.pk == upper.pk or bool(unit.ancestors().filter(pk=upper.pk).exists())


def suppress(
    counts: Mapping[K, int], *, floor: int | None = None, known: Mapping[K, int] | None = None, base: int = 1
) -> Suppressed[K]:
    """Return `counts` with every small cell hidden, and as many others as it takes that no hidden one can be computed.

    Cells under the floor are hidden, zeros too. Then the smallest cells that still show are hidden until the hidden
    ones are at least two, together reach the floor beyond what is known of them anyway, and leave more than one
    possible value for each of them; so neither the total nor knowledge of this very rule gives one back. Shown are
    therefore only counts of at least the floor, or, with a base, what `coarse` makes of them.

    Args:
        counts: key to count, in the order in which ties are broken; each person counted in one cell alone.
        floor: the smallest count that shows; the setting where not given.
        known: the least that everybody knows of a key, such as 1 where the mere mention tells that there is one.
        base: what is shown is rounded down to a multiple of it.

    Raises:
        ValueError: a count is negative.
    """
    least = cell_floor() if floor is None else floor
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count cannot be negative")
    hidden = _hidden(counts, least, known or {})
    apart = sum(counts[key] for key in hidden)
    slack = apart - sum((known or {}).get(key, 0) for key in hidden)
    some, total = len(hidden) < len(counts), sum(counts.values())
    safe = total >= least and (some or slack >= least)
    return Suppressed(
        cells={key: None if key in hidden else coarse(count, base) for key, count in counts.items()},
        other=coarse(apart, base) if hidden and some and slack >= least else None,
        total=coarse(total, base) if safe else None,
    )


def coarse(count: int, base: int) -> int:
    """Return `count` rounded down to a multiple of `base`."""
    return count - count % base


def _hidden(counts: Mapping[K, int], floor: int, known: Mapping[K, int]) -> set[K]:
    """Return the keys to hide. A test tries every small table against whoever knows this rule."""
    ascending = sorted(counts, key=lambda key: counts[key])
    hidden = [key for key in ascending if counts[key] < floor]
    small = len(hidden)
    if not hidden:
        return set()
    for key in ascending[small:]:
        apart = sum(counts[each] for each in hidden)
        slack = apart - sum(known.get(each, 0) for each in hidden)
        # One cell more may only stay visible if it is clearly larger than the last one hidden beside the small ones:
        # else its size, as the bound of what was hidden, would give that one away.
        clear = counts[key] - counts[hidden[-1]] >= _CLEAR if len(hidden) > small else apart != small * (floor - 1)
        if len(hidden) > 1 and slack >= floor and clear:
            break
        hidden.append(key)
    return set(hidden)
