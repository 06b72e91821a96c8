"""Which numbers of an edition may be shown; owns how figures are cut into cells, and leaves the rule to its policy.

The rule itself is `feedback.anonymity.suppress`; reports are cut in `feedback.telling`. A unit below the top shows no
count of people's acts at all: beside the table of the unit above, it would be a second table to subtract from.
"""

from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from accounts.models import Unit
from digests.models import Edition
from digests.periods import Period
from feedback.anonymity import Suppressed, suppress
from feedback.telling import told_from

K = TypeVar("K", bound=Hashable)
_ONCE = ("outcomes", "situations", "against", "handled")


def final_from(period: Period) -> date:
    """Return the first day on which the figures of `period` are final.

    That is when its last quarter can be told; a period that cuts a quarter, and so counts no report, is final when it
    is over.
    """
    if period.quarters:
        return told_from(period.quarters[-1].start)
    return period.end + timedelta(days=1)


def shown_cells(unit: Unit, counts: Mapping[K, int], *, whole: bool) -> Suppressed[K]:
    """Return the cells of a partition that may be shown in the edition of `unit`.

    Args:
        unit: the unit of the edition; below the top none are shown.
        counts: key to count.
        whole: whether this is a quarter that can be told; before, none are shown, since the next day's could be
            subtracted, and of a part of a quarter neither.
    """
    if whole and unit.parent_id is None:
        return suppress(counts)
    return Suppressed(cells=dict.fromkeys(counts), other=None, total=None)


def told_once(figures: dict[str, Any], first: Edition | None) -> dict[str, Any]:
    """Return `figures` with how cases ended as the first edition of the whole quarter told it, if there is one.

    A revision that counted one case differently would show how that one ended. Longer periods repeat from quarters.
    """
    if first is None or not figures["period"]["whole"] or figures["period"].get("kind", "quarter") != "quarter":
        return figures
    # Editions of earlier schemas have fewer parts.
    kept = {part: first.figures["tolerance"][part] for part in _ONCE if part in first.figures["tolerance"]}
    return {**figures, "tolerance": {**figures["tolerance"], **kept}}


def change(now: int | None, before: int | None) -> int | None:
    """Return the difference, or None unless both may be shown."""
    return None if now is None or before is None else now - before
