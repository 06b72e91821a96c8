"""The tree of units as every public page needs it, kept in the process; owns that it is never older than the database.

Building thousands of units for each request took longer than all else in it. So the columns are read each time, which
is cheap, and the units are built anew only where something differs from what was read before. Nothing has to be told
of a change, whoever makes it, in whichever process. The units are shared between requests: nobody may change one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection

from accounts.models import Unit

_COLUMNS = ("pk", "parent_id", "name", "staff_count", "receives_reports", "position")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """All units, those above before those below; each has `tree_depth` and `tree_path`, the numbers from the top down.

    `below` has for each unit its own number and those of all below it, `by_number` the unit itself.

    Two trees are equal only if they are one and the same, so that what was made of one can be kept by it.
    """

    units: tuple[Unit, ...]
    below: Mapping[int, frozenset[int]]
    by_number: Mapping[int, Unit]

    def line(self, number: int) -> list[Unit]:
        """Return the unit with that number and those above it, the nearest first.

        Raises:
            KeyError: there is none.
        """
        return [self.by_number[each] for each in reversed(self.by_number[number].tree_path)]


def current_tree() -> Tree:
    """Return the tree as it is in the database now."""
    rows = _rows()
    # One look and one assignment: threads that meet here build the same tree twice, and nothing worse.
    kept = _kept.get("tree")
    if kept is None or kept[0] != rows:
        units = tuple(_built(rows))
        kept = _kept["tree"] = (rows, Tree(units, _below(units), {unit.pk: unit for unit in units}))
    return kept[1]


_kept: dict[str, tuple[list[Row], Tree]] = {}


def _below(units: tuple[Unit, ...]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for unit in units:
        for pk in unit.tree_path:
            found[pk].add(unit.pk)
    return {pk: frozenset(ids) for pk, ids in found.items()}


def _rows() -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_question(connection.vendor))
        rows: list[Row] = cursor.fetchall()
    return rows


@cache
def _question(_vendor: str) -> str:
    return str(Unit.objects.order_by("position", "pk").values_list(*_COLUMNS).query)


def _built(rows: list[Row]) -> Iterator[Unit]:
    below: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        below[row[1]].append(row)
    waiting: list[tuple[tuple[int, ...], Row]] = [((), row) for row in reversed(below[None])]
    while waiting:
        above, row = waiting.pop()
        path = (*above, row[0])
        pk, parent, name, staff, receives, position = row
        unit = Unit(
            pk=pk, parent_id=parent, name=name, staff_count=staff, receives_reports=bool(receives), position=position
        )
        unit.tree_depth, unit.tree_path = len(above), path
        yield unit
        waiting += [(path, each) for each in reversed(below[pk])]
