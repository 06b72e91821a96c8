"""Measures how alike what two tasks ask for is, and says why; owns the measure, and knows no row and no page.

Two parts speak: the data items (Jaccard, each item weighted by how rare it is) and the names of forms, apps and tasks
(Dice over pairs of characters). They are joined so that either alone can be enough, and both together say more.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import log

from feedback.register.names import Words, department_key, form_keys, name_key, own_words, shown_items
from search.backend.analysis import bigrams

# A same form says less than same data: two departments may print the same heading over different columns.
NAMES_SHARE = 0.62
# A request that lies wholly within another counts almost like one that equals it.
WITHIN_SHARE = 0.85
_FEWEST_WITHIN = 2
_SHORTEST = 2
_STEEP = 2


@dataclass(frozen=True, slots=True)
class Demand:
    """What of a task is compared.

    Attributes:
        key: what tells it from others.
        department: who demands it, as it was written.
        name: the task's name, as it was written.
        items: the data asked for, as a list in words.
        forms: the forms or apps, as a list in words.
        place: the unit that bears it.
    """

    key: Hashable
    department: str
    name: str
    items: str = ""
    forms: str = ""
    place: Hashable = 0


@dataclass(frozen=True, slots=True)
class Features:
    """A demand made comparable: its items and names by their key, with how they were written."""

    department: str
    items: Mapping[str, str]
    names: Mapping[str, str]
    pairs: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two demands are, and what shows it.

    Attributes:
        likeness: from 0 to 1.
        items: the data that both ask for, as the first has them written.
        names: the two names that are most alike, or none where they are not.
        names_alike: how alike those are, from 0 to 1.
        shares: which share of the first and of the second the other covers, from 0 to 1.
    """

    likeness: float
    items: tuple[str, ...]
    names: tuple[str, str] | None
    names_alike: float
    shares: tuple[float, float]


Weight = Callable[[str], float]


def features_of(demand: Demand, words: Words | None = None) -> Features:
    """Return a demand made comparable.

    Args:
        demand: what is compared.
        words: which words mean the same; those of the room where not given.
    """
    known = words or own_words()
    names = {name_key(demand.name, known): demand.name, **form_keys(demand.forms, known)}
    spoken = {key: shown for key, shown in names.items() if len(key) >= _SHORTEST}
    return Features(
        department=department_key(demand.department),
        items=shown_items(demand.items, known),
        names=spoken,
        pairs={key: frozenset(bigrams(key)) for key in spoken},
    )


def rarity(all_features: Iterable[Features]) -> Weight:
    """Return the function that tells how much a data item says: the fewer tasks ask for it, the more."""
    counts: Counter[str] = Counter()
    many = 0
    for one in all_features:
        counts.update(one.items.keys())
        many += 1

    def weight(item: str) -> float:
        # Name, address and telephone stand everywhere: three of them together must not outweigh what is rare.
        return log(1 + (many + 1) / (counts[item] + 0.5)) ** _STEEP

    return weight


def compare(one: Features, other: Features, weight: Weight) -> Alike:
    """Return how alike two demands are; it is the same the other way round but for the order of what shows it."""
    shared = one.items.keys() & other.items.keys()
    items = _items_alike(one, other, shared, weight)
    names, names_alike = _nearest(one, other)
    likeness = 1 - (1 - items) * (1 - NAMES_SHARE * names_alike)
    listed = tuple(shown for key, shown in one.items.items() if key in shared)
    shares = (_covered(one, shared, names_alike), _covered(other, shared, names_alike))
    return Alike(likeness, listed, names, names_alike, shares)


def _items_alike(one: Features, other: Features, shared: Iterable[str], weight: Weight) -> float:
    both = _sum(shared, weight)
    if not both:
        return 0.0
    mine, theirs = _sum(one.items, weight), _sum(other.items, weight)
    within = both / min(mine, theirs) if len(list(shared)) >= _FEWEST_WITHIN else 0.0
    return max(both / (mine + theirs - both), WITHIN_SHARE * within)


def _sum(items: Iterable[str], weight: Weight) -> float:
    # In one order: sums of fractions must not depend on which of the two comes first.
    return sum(weight(item) for item in sorted(items))


def _nearest(one: Features, other: Features) -> tuple[tuple[str, str] | None, float]:
    best: tuple[str, str] | None = None
    most = 0.0
    for mine, my_pairs in one.pairs.items():
        for yours, your_pairs in other.pairs.items():
            alike = 2 * len(my_pairs & your_pairs) / (len(my_pairs) + len(your_pairs))
            if alike > most:
                best, most = (one.names[mine], other.names[yours]), alike
    return best, most


def _covered(one: Features, shared: Iterable[str], names_alike: float) -> float:
    return len(list(shared)) / len(one.items) if one.items else names_alike
