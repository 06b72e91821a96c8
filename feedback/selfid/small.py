"""Finds units in the words that are too small to hide in; owns which of their names are looked for."""

from collections.abc import Iterator

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


def places_of(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where in `text` one of the names stands, the longer names first."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        start = text.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + len(name))
