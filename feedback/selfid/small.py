"""Reads which units are too small to hide in; owns which of their names are looked for, never the looking."""

from accounts.tree import current_tree
from feedback import anonymity

# A shorter name is a common word.
_LEAST = 3


def small_names() -> frozenset[str]:
    """Return the names of all units under the floor, in full and without the names of the units above them."""
    tree, floor = current_tree(), anonymity.unit_floor()
    by_key = {unit.pk: unit for unit in tree.units}
    names = set()
    for unit in tree.units:
        if unit.staff_count < floor:
            above = [by_key[key].name for key in unit.tree_path if key != unit.pk]
            names |= {unit.name, *(unit.name.removeprefix(name) for name in above)}
            names |= {unit.name.removeprefix(name[:-1]) for name in above if len(name) > _LEAST - 1}
    return frozenset(name for name in names if len(name) >= _LEAST)
