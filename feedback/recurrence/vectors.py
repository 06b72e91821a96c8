"""Turns notes into vectors of which the product is their likeness; owns features and weights, and compares nothing.

A vector has sections, each of length one before it is weighted: all words, title and task, data items, matters of the
whole, matters of title and task, category. So the product of two vectors is the weighted sum of the likenesses of their
sections, and the mean over two groups is the product of their sums: that keeps average linkage cheap.
"""

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import add

from feedback.recurrence.matters import matters_in
from feedback.recurrence.notes import Note
from search.backend.analysis import fold, stem

Vector = dict[str, float]
# The share of each section where a note has all. A logistic regression over pairs of reports gave them,
# rounded, and what did better on the tuning parts was kept.
SHARES = {
    "words": 0.19,
    "names": 0.04,
    "items": 0.04,
    "matters": 0.33,
    "named_matters": 0.15,
    "category": 0.245,
    "asker": 0.005,
}
# How alike two groups must be to be joined: the best F1 on the tuning parts.
THRESHOLD = 0.34
_LATIN = re.compile(r"[a-z0-9]+")
# How much more the short texts say than the long one.
_SHORT = 1.5
_RARER = 1.3
# A long report has no more to say about its problem than its strongest words.
_LONGEST = 32
_FEWEST = 2
_SAMPLE = 2000


def _words(folded: str) -> dict[str, float]:
    """Return the pairs of characters of a folded text, and the stems of what is not Chinese, by how often they stand.

    Pairs likened reports as well as words did, and take a third of the time.
    """
    chinese = _LATIN.sub(" ", folded)
    counts: dict[str, float] = Counter(map(add, chinese, chinese[1:]))  # type: ignore[assignment]
    for word in _LATIN.findall(folded):
        counts[stem(word)] = counts.get(stem(word), 0.0) + 1.0
    return counts


@dataclass(frozen=True, slots=True)
class _Parts:
    """The features of a note, by section, before they are weighted."""

    words: Mapping[str, float]
    names: Mapping[str, float]
    items: Mapping[str, float]
    matters: Mapping[str, float]
    named_matters: Mapping[str, float]


def _parts(note: Note) -> _Parts:
    said, title, task, given = (fold(text) for text in (note.words, note.title, note.task, "，".join(note.data_items)))
    words, names, items = _words(said), _words(f"{title}，{task}"), _words(given)
    for section in (names, items):
        for name, count in section.items():
            words[name] = words.get(name, 0.0) + _SHORT * count
    told, titled, tasked, listed = (matters_in(text) for text in (said, title, task, given))
    matters = _matters(((told, 1.0), (titled, 2.0), (tasked, 2.5), (listed, 1.5)))
    return _Parts(words, names, items, matters, _matters(((titled, 1.0), (tasked, 1.0))))


def _matters(counted: Iterable[tuple[Mapping[int, int], float]]) -> dict[str, float]:
    sums: dict[int, float] = {}
    for counts, weight in counted:
        for number, count in counts.items():
            sums[number] = sums.get(number, 0.0) + count * weight
    return {f"#{number}": math.log1p(total) for number, total in sums.items()}


@dataclass(frozen=True, slots=True)
class Scale:
    """How much each feature says among the notes it was made from: the rarer, the more."""

    rarity: Mapping[str, float] = field(default_factory=dict)
    rarest: float = 1.0
    # The same for words, which say more the rarer they are; raised once, for it is asked for each word of each note.
    raised: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, notes: Iterable[Note]) -> "Scale":
        """Return the scale of these notes; of very many, an even sample is enough."""
        rows = list(notes)
        sample = rows[:: max(1, len(rows) // _SAMPLE)]
        seen: Counter[str] = Counter()
        for note in sample:
            parts = _parts(note)
            seen.update(name for name in (*parts.words, *parts.matters) if name[0] == "#" or name.isalnum())
        # What stands in one note alone likens it to no other.
        known = {name: math.log(1 + len(sample) / count) for name, count in seen.items() if count >= _FEWEST}
        return cls(known, math.log(1 + len(sample)), {name: rare**_RARER for name, rare in known.items()})

    def vector(self, note: Note) -> Vector:
        """Return the vector of a note."""
        parts, vector = _parts(note), Vector()
        named = {f"n{name}": weight for name, weight in self._weighted(parts.named_matters).items()}
        _add(vector, _strongest(self._known(parts.words)), SHARES["words"], "")
        _add(vector, _strongest(self._weighted(parts.names)), SHARES["names"], "n:")
        _add(vector, _strongest(self._weighted(parts.items)), SHARES["items"], "i:")
        _add(vector, self._weighted(parts.matters), SHARES["matters"], "")
        _add(vector, named, SHARES["named_matters"], "")
        _add(vector, {note.category: 1.0} if note.category else {}, SHARES["category"], "c:")
        _add(vector, {fold(note.asked_by): 1.0} if note.asked_by else {}, SHARES["asker"], "a:")
        return _unit(vector)

    def _known(self, words: Mapping[str, float]) -> dict[str, float]:
        raised = self.raised
        return {name: raised[name] * _damped(count) for name, count in words.items() if name in raised}

    def _weighted(self, section: Mapping[str, float]) -> dict[str, float]:
        get = self.rarity.get
        return {
            name: get(name, self.rarest) * weight
            for name, weight in section.items()
            if name.isalnum() or name[0] == "#"
        }


def _strongest(section: dict[str, float]) -> dict[str, float]:
    if len(section) <= _LONGEST:
        return section
    return dict(heapq.nlargest(_LONGEST, section.items(), key=lambda pair: (pair[1], pair[0])))


def _add(vector: Vector, section: Mapping[str, float], share: float, mark: str) -> None:
    length = math.sqrt(sum(weight * weight for weight in section.values()))
    if length:
        factor = math.sqrt(share) / length
        for name, weight in section.items():
            vector[mark + name] = weight * factor


def _unit(vector: Vector) -> Vector:
    """Return a vector at length one, so that a note is wholly like itself, whichever sections it has."""
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {name: weight / length for name, weight in vector.items()} if length else vector


def _damped(count: float) -> float:
    return 1.0 if count == 1.0 else 1 + math.log(count)


def product(one: Vector, other: Vector) -> float:
    """Return the likeness of two vectors, from 0 to 1 but for rounding."""
    return sum([one[name] * other[name] for name in one.keys() & other.keys()])
