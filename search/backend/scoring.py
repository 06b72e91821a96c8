"""Answers a question on one leaf with numpy arrays; owns BM25 and what of it is kept, and knows nothing of rights.

The average length of a field and the rarity of a term are rounded to steps too small to see in an order. So they stay
the same over most commits, and what was computed for a large segment is kept while small ones come and go.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from search.backend.blocks import Ids, Numbers
from search.backend.caching import ByteCache
from search.backend.leaves import LENGTHS
from search.backend.questions import Beginning, Both, Either, Question, Without, Word

K1, B = 1.2, 0.75
_LENGTH_STEPS = 100.0
_RARITY_STEPS = 64.0
# Lists of at least one in so many documents are also kept as one number per document, which is faster to look into.
_DENSE = 16
_NO_IDS = np.zeros(0, np.int32)
_NO_SCORES = np.zeros(0, np.float32)
cache = ByteCache()


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents, ascending, and their scores, which are above 0."""

    ids: Ids
    scores: Numbers

    @property
    def size(self) -> int:
        """The bytes it takes."""
        return int(self.ids.nbytes + self.scores.nbytes)


class Postings(Protocol):
    """Documents and what is in them; one without a name is asked once, and nothing of it is kept."""

    @property
    def name(self) -> str:
        """What tells it from others."""

    @property
    def count(self) -> int:
        """How many documents it has."""

    @property
    def totals(self) -> Mapping[str, int]:
        """The sums of the lengths of the fields that score."""

    def postings(self, field: str, text: str) -> tuple[Ids, Numbers] | None:
        """Return the documents that have a term, ascending, and how often; None where none has it."""

    def beginning(self, field: str, start: str) -> Iterable[str]:
        """Return the terms that begin with `start`."""

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Return the coded lengths of a field."""

    def frequency(self, field: str, text: str) -> int:
        """Return in how many documents a term is."""


NOTHING = Matches(_NO_IDS, _NO_SCORES)
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which documents of a leaf may be found.

    Attributes:
        mask: for each document whether it may be.
        number: what tells this mask from all others of the process.
    """

    mask: Mask
    number: int


@dataclass
class Statistics:
    """What the scores of a generation depend on beyond the leaf: numbers over all its leaves."""

    leaves: Sequence[Postings]
    rarities: dict[tuple[str, str], float] = field(default_factory=dict)
    averages: dict[str, float] = field(default_factory=dict)
    keys: dict[Question, tuple[float, ...]] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        """How many documents there are, the deleted ones counted until their segment is merged, as Whoosh does."""
        return sum(leaf.count for leaf in self.leaves)

    def total(self, name: str) -> int:
        """Return the length of a field in all documents together."""
        return sum(leaf.totals.get(name, 0) for leaf in self.leaves)

    def frequency(self, name: str, text: str) -> int:
        """Return in how many documents a term is."""
        return sum(leaf.frequency(name, text) for leaf in self.leaves)

    def rarity(self, name: str, text: str) -> float:
        """Return the inverse document frequency, as Whoosh reckons it, rounded."""
        key = name, text
        if key not in self.rarities:
            exact = log(max(1, self.documents) / (self.frequency(name, text) + 1)) + 1
            self.rarities[key] = round(exact * _RARITY_STEPS) / _RARITY_STEPS
        return self.rarities[key]

    def average(self, name: str) -> float:
        """Return the average length of a field, rounded."""
        if name not in self.averages:
            exact = self.total(name) / max(1, self.documents)
            self.averages[name] = exp(round(log(max(exact, 1.0)) * _LENGTH_STEPS) / _LENGTH_STEPS)
        return self.averages[name]

    def key(self, asked: Question) -> tuple[float, ...]:
        """Return the numbers that the scores of a question depend on."""
        if asked not in self.keys:
            self.keys[asked] = self._key(asked)
        return self.keys[asked]

    def _key(self, asked: Question) -> tuple[float, ...]:
        match asked:
            case Word(name, text):
                return self.rarity(name, text), self.average(name)
            case Beginning():
                return ()
            case Without(wanted, barred):
                return (*self.key(wanted), *self.key(barred))
            case Both(parts) | Either(parts):
                return tuple(number for part in parts for number in self.key(part))


def answer(leaf: Postings, asked: Question, numbers: Statistics) -> Matches:
    """Return all documents of a leaf that answer a question, from what is kept if it was asked before."""

    def make() -> tuple[Matches, int]:
        found = _compute(leaf, asked, numbers)
        return found, found.size + 200

    if not leaf.name:
        return make()[0]
    kept: Matches = cache.get((leaf.name, asked, numbers.key(asked)), make)
    return kept


def _compute(leaf: Postings, asked: Question, numbers: Statistics) -> Matches:
    match asked:
        case Word():
            return _word(leaf, asked, numbers)
        case Beginning(name, start, weight):
            return _beginning(leaf, name, start, weight)
        case Both(parts):
            return together(leaf, parts, numbers, None)
        case Either(parts):
            return _either(leaf.count, [answer(leaf, part, numbers) for part in parts])
        case Without(wanted, barred):
            return without(leaf, answer(leaf, wanted, numbers), barred, numbers)


def _word(leaf: Postings, asked: Word, numbers: Statistics) -> Matches:
    postings = leaf.postings(asked.field, asked.text)
    if postings is None:
        return NOTHING
    ids, often = postings
    norms = (K1 * ((1 - B) + B * LENGTHS / numbers.average(asked.field))).astype(np.float32)
    factor = np.float32(numbers.rarity(asked.field, asked.text) * asked.weight * (K1 + 1))
    return Matches(ids, factor * often / (often + norms[leaf.lengths(asked.field)[ids]]))


def _beginning(leaf: Postings, name: str, start: str, weight: float) -> Matches:
    met = np.zeros(leaf.count, bool)
    for text in leaf.beginning(name, start):
        postings = leaf.postings(name, text)
        if postings:
            met[postings[0]] = True
    ids = np.flatnonzero(met).astype(np.int32)
    return Matches(ids, np.full(len(ids), weight, np.float32))


def _either(count: int, found: Sequence[Matches]) -> Matches:
    some = [one for one in found if len(one.ids)]
    if len(some) < 2:  # noqa: PLR2004  # nothing to add up
        return some[0] if some else NOTHING
    summed = np.zeros(count, np.float32)
    for one in some:
        summed[one.ids] += one.scores
    ids = np.flatnonzero(summed).astype(np.int32)
    return Matches(ids, summed[ids])


def without(leaf: Postings, wanted: Matches, barred: Question, numbers: Statistics) -> Matches:
    """Return the documents of `wanted` that do not answer `barred`."""
    if not len(wanted.ids):
        return wanted
    chosen = _free(leaf, barred, numbers)[wanted.ids]
    return Matches(wanted.ids[chosen], wanted.scores[chosen])


def _free(leaf: Postings, barred: Question, numbers: Statistics) -> Mask:
    """Return for each document whether it does not answer a question."""

    def make() -> tuple[Mask, int]:
        free = np.ones(leaf.count, bool)
        free[answer(leaf, barred, numbers).ids] = False
        return free, free.nbytes + 200

    if not leaf.name:
        return make()[0]
    kept: Mask = cache.get((leaf.name, barred, numbers.key(barred), "free"), make)
    return kept


def _dense(leaf: Postings, asked: Question, found: Matches, numbers: Statistics) -> Numbers:
    def make() -> tuple[Numbers, int]:
        spread = np.zeros(leaf.count, np.float32)
        spread[found.ids] = found.scores
        return spread, spread.nbytes + 200

    kept: Numbers = cache.get((leaf.name, asked, numbers.key(asked), "dense"), make)
    return kept


def _permitted(leaf: Postings, asked: Question, numbers: Statistics, allowed: Allowed) -> Matches:
    """Return the documents that answer a question, among those allowed."""

    def make() -> tuple[Matches, int]:
        found = answer(leaf, asked, numbers)
        # Few of many are permitted: their places once, instead of a look at the whole mask for each array.
        chosen = np.flatnonzero(allowed.mask[found.ids])
        few = Matches(found.ids[chosen], found.scores[chosen])
        return few, few.size + 200

    kept: Matches = cache.get((leaf.name, asked, numbers.key(asked), allowed.number), make)
    return kept


def together(leaf: Postings, parts: Sequence[Question], numbers: Statistics, allowed: Allowed | None) -> Matches:
    """Return the documents that answer all parts, among those allowed (None: all); the rarest part is met first."""
    if len(parts) == 1 and allowed:
        return _permitted(leaf, parts[0], numbers, allowed)
    (first, rarest), *others = sorted(
        ((answer(leaf, part, numbers), part) for part in parts), key=lambda pair: len(pair[0].ids)
    )
    if allowed:
        first = _permitted(leaf, rarest, numbers, allowed)
    ids, scores = first.ids, first.scores
    for other, part in others:
        if not len(ids):
            return NOTHING
        if leaf.name and len(other.ids) * _DENSE >= leaf.count:
            theirs = _dense(leaf, part, other, numbers).take(ids)
            met = theirs > 0
        else:
            places = other.ids.searchsorted(ids)
            met, theirs = other.ids.take(places, mode="clip") == ids, other.scores.take(places, mode="clip")
        # Few are left: their places once, as above.
        kept = met.nonzero()[0]
        ids, scores = ids.take(kept), scores.take(kept) + theirs.take(kept)
    return Matches(ids, scores)
