"""Which numbers of an edition may be shown; owns how figures are cut into cells, and leaves the rule to its policy.

The rule itself is `feedback.anonymity.suppress`. Every report stands in exactly one cell of one partition, so that no
two tables of an edition can be subtracted from each other. A unit below the top shows its total only where the table of
its siblings, and that of every unit above, would show it; and no cells at all, for the same reason.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from accounts.models import Unit
from feedback.anonymity import Suppressed, suppress

K = TypeVar("K", bound=Hashable)
# The reports that a unit itself received, beside those of the units below it.
OWN = 0


def shows_total(unit: Unit, measure: Callable[[Unit], Mapping[int, int]]) -> bool:
    """Return whether the total of `unit` may be shown.

    Args:
        unit: the unit of the edition.
        measure: returns, for a unit above, the counts by the id of the direct child; `OWN` for the rest.
    """
    upper = unit.parent
    if upper is None:
        return suppress({OWN: sum(measure(unit).values())}).total is not None
    # All siblings stand in the table, in one order, so that every one of their editions hides the same cells.
    children = Unit.objects.filter(parent=upper).order_by("pk").values_list("pk", flat=True)
    counts = {OWN: 0, **dict.fromkeys(children, 0)} | dict(measure(upper))
    return suppress(counts).cells[unit.pk] is not None and shows_total(upper, measure)


def shown_cells(unit: Unit, counts: Mapping[K, int]) -> Suppressed[K]:
    """Return the cells of a partition that may be shown in the edition of `unit`: none below the top level."""
    if unit.parent_id is None:
        return suppress(counts)
    return Suppressed(cells=dict.fromkeys(counts), other=None, total=None)


def change(now: int | None, before: int | None) -> int | None:
    """Return the difference, or None unless both may be shown."""
    return None if now is None or before is None else now - before
