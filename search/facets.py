"""Facets: by what an answer can be narrowed; owns names of values, which values a wish means, and counts.

Counts come from the index, kind by kind, and only of kinds of which nothing is marked dirty: so what is no longer to be
seen is not counted either. A kind that counts persons hides its small cells itself (`Kind.protect`).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from search.backend import analysis
from search.fields import Narrowing
from search.models import DirtyMark
from search.registry import Document, kind, kinds

FACETS = {
    "category": gettext_lazy("Category"), "department": gettext_lazy("Asked for by"), "unit": gettext_lazy("Unit"),
    "quarter": gettext_lazy("Quarter"), "state": gettext_lazy("State"),
}  # fmt: skip
LANGUAGES = ("zh-hans", "en")
MOST_VALUES = 8
Held = Mapping[str, frozenset[str]]
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its name, and in how many documents it is, None where that must not be told."""

    value: str
    label: str
    count: int | None


class Names:
    """The names of values, for the time of one search."""

    @cached_property
    def _units(self) -> dict[str, str]:
        return {str(key): name for key, name in Unit.objects.values_list("pk", "name")}

    def label(self, facet: str, value: str) -> str:
        """Return the name of a value in the language of now."""
        if facet == "unit":
            return self._units.get(value, "")
        if facet == "kind":
            return str(next((one.label for one in kinds() if one.name == value), value))
        match = re.fullmatch(r"(\d{4})Q([1-4])", value)
        if facet == "quarter" and match:
            return _("Q%(number)s of %(year)s") % {"number": match[2], "year": match[1]}
        described = (str(one.describe(facet, value)) for one in kinds())
        return next((label for label in described if label != value), value)

    def folded(self, facet: str, value: str) -> set[str]:
        """Return all that a value may be called, folded: its code and its names in every language."""
        names = {value}
        for language in LANGUAGES:
            with translation.override(language):
                names.add(self.label(facet, value))
        return {analysis.fold(name) for name in names if name}


class Wishes:
    """Which values the field words of a query mean; what bears the very name comes before what contains it."""

    def __init__(self, wishes: Iterable[Narrowing], known: Mapping[str, Collection[str]], names: Names) -> None:
        """Take the wishes, and the values that are known of each facet."""
        self.names = names
        self._wishes = tuple(wishes)
        self._meant = {wish: self._values(wish, known.get(wish.facet, ())) for wish in self._wishes}

    def _values(self, wish: Narrowing, known: Collection[str]) -> frozenset[str]:
        named = {value: self.names.folded(wish.facet, value) for value in known}
        exact = frozenset(value for value, names in named.items() if wish.text in names)
        return exact or frozenset(value for value, names in named.items() if any(wish.text in one for one in names))

    def narrow(self) -> dict[str, frozenset[str]]:
        """Return for each facet wished for the values that it may have."""
        narrowed: dict[str, frozenset[str]] = {}
        for wish, values in self._meant.items():
            if not wish.barred:
                narrowed[wish.facet] = narrowed.get(wish.facet, values) & values
        return narrowed

    def admit(self, document: Document) -> bool:
        """Return whether a document has the values wished for, and none of those barred."""
        values = document.facets()
        return all(self._grants(wish, values.get(wish.facet, "")) for wish in self._wishes)

    def _grants(self, wish: Narrowing, value: str) -> bool:
        meant = self._meant[wish]
        has = value in meant if meant else any(wish.text in one for one in self.names.folded(wish.facet, value))
        return has != wish.barred


def countable(held: Held) -> list[str]:
    """Return the kinds whose documents may be counted now: the index knows all that happened to them."""
    waiting = set(DirtyMark.objects.order_by().values_list("kind", flat=True).distinct())
    return [name for name in held if name not in waiting]


def shown(by_kind: Mapping[str, Counts], totals: Mapping[str, int], names: Names) -> dict[str, list[Value]]:
    """Return the values of every facet as they may be shown, the most frequent first.

    Args:
        by_kind: for each kind that may be counted, for each facet, in how many documents is which value.
        totals: how many documents of each kind there are.
        names: how values are called.
    """
    kinds_met = [Value(one, names.label("kind", one), _total(one, totals[one])) for one in totals]
    found: dict[str, list[Value]] = {"kind": kinds_met}
    for facet in FACETS:
        cells: dict[str, list[int | None]] = defaultdict(list)
        for one, counts in by_kind.items():
            for value, count in _protected(one, counts.get(facet, {}), totals[one]).items():
                cells[value].append(count)
        # Where one kind hides its part, the sum of the others would be taken for the whole.
        values = [Value(value, names.label(facet, value), _sum(parts)) for value, parts in cells.items()]
        found[facet] = sorted((one for one in values if one.label), key=_order)[:MOST_VALUES]
    return found


def _order(one: Value) -> tuple[int, str]:
    return -(one.count or 0), one.label


def _sum(parts: list[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _total(name: str, total: int) -> int | None:
    protect = kind(name).protect
    return total if protect is None else protect({name: total})[name]


def _protected(name: str, counts: Mapping[str, int], total: int) -> Mapping[str, int | None]:
    protect = kind(name).protect
    if protect is None:
        return counts
    # Those without a value are a cell too, or it could be had by subtraction.
    rest = total - sum(counts.values())
    cells = protect({**counts, "": rest} if rest > 0 else counts)
    return {value: count for value, count in cells.items() if value}
