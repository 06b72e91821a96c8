"""How far a lesson is told: which units each scope reaches, and whether enough staff stand behind it.

Whoever reads a lesson of a narrow scope knows where it happened. So a scope holds only where at least `FEWEST` staff
may be meant; a unit whose number of staff nobody entered counts as empty. Owns the rule, never a row.
"""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from accounts.tree import Tree, current_tree
from tolerance.models import Precedent

FEWEST = 5
TOO_FEW = _(
    "Fewer than {fewest} staff are known where this would be read, so it would tell who is meant. Choose a wider "
    "circle, or have the number of staff entered."
)
Scope = Precedent.Scope


def _level(tree: Tree, number: int) -> list[Unit]:
    """Return the units of the same level: those under the same unit, the one with that number among them."""
    above = tree.by_number[number].parent_id
    return [unit for unit in tree.units if unit.parent_id == above]


def peers(scope: str, number: int) -> int:
    """Return of how many staff at least the person may be any, for those who read a lesson of that scope.

    The staff of a unit may or may not count those below it, so units are never added to those above them.

    Args:
        scope: one of `Precedent.Scope`.
        number: the id of the unit of the matter.

    Raises:
        KeyError: there is no such unit.
    """
    tree = current_tree()
    if scope == Scope.UNIT:
        return tree.by_number[number].staff_count
    if scope == Scope.LEVEL:
        return sum(unit.staff_count for unit in _level(tree, number))
    by_depth: Counter[int] = Counter()
    for unit in tree.units:
        by_depth[len(unit.tree_path)] += unit.staff_count
    return max(by_depth.values(), default=0)


def holds(scope: str, number: int) -> bool:
    """Return whether a lesson from the unit with that id may be told to that scope: to nobody it always may.

    Raises:
        KeyError: there is no such unit.
    """
    return scope == Scope.NONE or peers(scope, number) >= FEWEST


def told_at(numbers: Iterable[int]) -> dict[str, set[int]]:
    """Return for each narrow scope the units whose lessons reach people who belong to the units with these ids.

    A unit that has too few staff by now is not among them, whatever was published before.

    Raises:
        KeyError: there is no such unit.
    """
    tree = current_tree()
    lines = {unit.pk: unit for number in numbers for unit in tree.line(number)}
    above = {unit.parent_id for unit in lines.values()}
    level = {unit.pk for unit in tree.units if unit.parent_id in above}
    staff: Counter[int | None] = Counter()
    for unit in tree.units:
        staff[unit.parent_id] += unit.staff_count
    return {
        Scope.UNIT.value: {pk for pk, unit in lines.items() if unit.staff_count >= FEWEST},
        Scope.LEVEL.value: {pk for pk in level if staff[tree.by_number[pk].parent_id] >= FEWEST},
    }
