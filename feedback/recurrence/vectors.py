"""Turns notes into vectors whose product says how alike they are; owns sections and weights, and compares nothing.

A vector has sections: words, matters of the whole, matters of title and task, category, askers. Each is of length one
and then weighted, so that the product of two vectors is the weighted sum of the likenesses of their sections: a
logarithm of odds, but for a constant. Its mean over two groups is the product of their sums: that keeps average linkage
cheap.
"""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from feedback.recurrence.features import Features, features
from feedback.recurrence.matters import numbers_by_word
from feedback.recurrence.notes import Note
from feedback.recurrence.telling import Telling, Word, telling

Vector = dict[str, float]
Section = Mapping[str, float]
# What `python -m benchmarks.recurrence_fit` prints: a logistic regression over pairs of reports of the tuning parts.
WEIGHTS = {"words": 10.47, "matters": 7.38, "named_matters": 1.16, "category": 3.67, "askers": 1.03}
CONSTANT = -6.7
# The least chance that two groups tell of one problem at which they are joined, from the same.
THRESHOLD = 0.269
# The one feature whose product counts against: that somebody is named who asks. The name itself makes up for it.
AGAINST = "-"
# A long report has no more to say about its problem than its strongest words.
_LONGEST = 48
# What stands in one note alone likens it to no other.
_FEWEST = 2
# How much such words count for the length of a section: with fewer notes around, more of them stand alone by chance.
_ALONE = 0.12
_SAMPLE = 2000
# What is known of a word from before counts like so many notes more.
_BEFORE = 300
_UNKNOWN = Word()
# How much the rarity of a matter counts beside that of its words.
_OF_MATTERS = 0.7


@dataclass(frozen=True, slots=True)
class Scale:
    """How much each word and each matter says among the notes it was made from: the rarer, the more.

    Of words, also those of matters, it is known besides how common they are elsewhere, and how much they tell.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    matter_words: Mapping[str, float] = field(default_factory=dict)
    matters: Mapping[int, float] = field(default_factory=dict)
    # What a thing says that stood in no note, or in one.
    rarest: float = 1.0

    @classmethod
    def of(cls, notes: Iterable[Note], known: Telling | None = None) -> "Scale":
        """Return the scale of these notes; of very many, an even sample is enough.

        Args:
            notes: those that are compared.
            known: what is known of words from before, or None for what the file says.
        """
        rows = list(notes)
        sample = rows[:: max(1, len(rows) // _SAMPLE)]
        words: Counter[str] = Counter()
        matter_words: Counter[str] = Counter()
        matters: Counter[int] = Counter()
        for note in sample:
            found = features(note)
            words.update(found.words.keys())
            matter_words.update(found.matter_words.keys())
            matters.update({number for word in found.matter_words for number in numbers_by_word()[word]})
        before = telling() if known is None else known
        shared = Counter({word: count for word, count in words.items() if count >= _FEWEST})
        of_matters = _weights(matter_words, len(sample), before, MARKS["matters"])
        # Many matters are equally rare: the logarithm is taken once for each count.
        rarities = [rarity(count, len(sample)) for count in range(len(sample) + 1)]
        return cls(
            _weights(shared, len(sample), before),
            {word: weight / len(numbers_by_word()[word]) for word, weight in of_matters.items()},
            {number: rarities[count] ** _OF_MATTERS for number, count in matters.items()},
            rarities[0],
        )

    def sections(self, note: Note) -> dict[str, Section]:
        """Return the sections of a note before they are weighted, each of length one or empty."""
        found = features(note)
        return {
            "words": self._words(found),
            "matters": _unit(self.matters_of(found.matter_words)),
            "named_matters": _unit(self.matters_of(found.named_words)),
            "category": {found.category: 1.0} if found.category else {},
            "askers": {AGAINST: 1.0, **_unit(dict.fromkeys(found.askers, 1.0))} if found.askers else {},
        }

    def vector(self, note: Note) -> Vector:
        """Return the vector of a note."""
        return weighted(self.sections(note), WEIGHTS)

    def matters_of(self, words: Mapping[str, float]) -> dict[str, float]:
        """Return how much words say of each matter; a word of several matters says less of each."""
        sums: dict[int, float] = {}
        by_word = numbers_by_word()
        for word, weight in words.items():
            numbers = by_word[word]
            share = weight * self.matter_words.get(word, self.rarest / len(numbers))
            for number in numbers:
                sums[number] = sums.get(number, 0.0) + share
        get, rarest = self.matters.get, self.rarest**_OF_MATTERS
        return {str(number): math.log1p(total) * get(number, rarest) for number, total in sums.items()}

    def _words(self, found: Features) -> Section:
        weights = self.words
        known = {word: weights[word] * count for word, count in found.words.items() if word in weights}
        alone = sum(count * count for word, count in found.words.items() if word not in weights)
        return _unit(_strongest(known), _ALONE * alone * self.rarest**2)


def _weights(counts: Counter[str], notes: int, known: Telling, mark: str = "") -> dict[str, float]:
    """Return how much each word tells that stands in so many of so many notes; `known` has it under its mark."""
    found = {}
    for word, count in counts.items():
        share, factor = known.get(mark + word, _UNKNOWN)
        found[word] = factor * rarity(count + _BEFORE * share, notes + _BEFORE)
    return found


def rarity(count: float, notes: int) -> float:
    """Return how rare a thing is that stands in `count` of so many notes; about 1 where in one or two."""
    return math.log(1 + notes / max(count, 1)) / math.log(2 + notes / 2)


# What the names of features begin with, by section.
MARKS = {"words": "", "matters": "#", "named_matters": "n#", "category": "c:", "askers": "a:"}
# These are shared by so many that they lead to nobody.
COMMON = ("c:", "a:", AGAINST)


def _strongest(section: dict[str, float]) -> dict[str, float]:
    if len(section) <= _LONGEST:
        return section
    return dict(heapq.nlargest(_LONGEST, section.items(), key=lambda pair: (pair[1], pair[0])))


def _unit(section: Mapping[str, float], besides: float = 0.0) -> Section:
    """Return a section at length one; or less, where `besides` is the square of what it has that nobody shares."""
    length = math.sqrt(sum(weight * weight for weight in section.values()) + besides)
    return {name: weight / length for name, weight in section.items()} if length else {}


def weighted(sections: Mapping[str, Section], weights: Mapping[str, float]) -> Vector:
    """Return the vector of these sections, each weighted, none less than nothing."""
    vector = Vector()
    for section, parts in sections.items():
        mark, weight = MARKS[section], math.sqrt(weights[section])
        for name, value in parts.items():
            vector[AGAINST if name == AGAINST else mark + name] = weight * value
    return vector


def product(one: Vector, other: Vector) -> float:
    """Return how much speaks for it that two notes tell of one problem; 0 where nothing does."""
    both = sum([one[name] * other[name] for name in one.keys() & other.keys()])
    return both - 2 * one.get(AGAINST, 0.0) * other.get(AGAINST, 0.0)


def chance(total: float) -> float:
    """Return the chance, 0 to 1, that goes with a product or a mean of products."""
    return 1 / (1 + math.exp(-CONSTANT - total))


def total_at(likeness: float) -> float:
    """Return the product that goes with a chance; endless where it is 1 or more, which no product reaches."""
    if not 0 < likeness < 1:
        return math.copysign(math.inf, likeness - 0.5)
    return math.log(likeness / (1 - likeness)) - CONSTANT
