"""Which numbers of an edition may be shown; owns how figures are cut into cells, and leaves the rule to its policy.

The rule itself is `feedback.anonymity.suppress`; reports are cut in `feedback.telling`. A unit below the top shows no
count of people's acts at all: beside the table of the unit above, it would be a second table to subtract from.
"""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from accounts.models import Unit
from digests.models import Edition
from feedback.anonymity import Suppressed, suppress

K = TypeVar("K", bound=Hashable)
_ONCE = ("outcomes", "situations", "against")


def shown_cells(unit: Unit, counts: Mapping[K, int], *, whole: bool) -> Suppressed[K]:
    """Return the cells of a partition that may be shown in the edition of `unit`.

    Args:
        unit: the unit of the edition; below the top none are shown.
        counts: key to count.
        whole: whether the quarter can be told; before, none are shown, since the next day's could be subtracted.
    """
    if whole and unit.parent_id is None:
        return suppress(counts)
    return Suppressed(cells=dict.fromkeys(counts), other=None, total=None)


def told_once(figures: dict[str, Any], first: Edition | None) -> dict[str, Any]:
    """Return `figures` with how cases ended as the first edition of the whole quarter told it, if there is one.

    A revision that counted one case differently would show how that one ended.
    """
    if first is None or not figures["period"]["whole"]:
        return figures
    kept = {part: first.figures["tolerance"][part] for part in _ONCE}
    return {**figures, "tolerance": {**figures["tolerance"], **kept}}


def change(now: int | None, before: int | None) -> int | None:
    """Return the difference, or None unless both may be shown."""
    return None if now is None or before is None else now - before
