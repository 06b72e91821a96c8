"""Turns notes into vectors whose product says how alike they are; owns sections and weights, and compares nothing.

A vector has sections: words, characters, matters of the whole, matters of title and task, category, askers. Each is of
length one and then weighted, so that the product of two vectors is the weighted sum of the likenesses of their
sections: a logarithm of odds, but for a constant. Its mean over two groups is the product of their sums: that keeps
average linkage cheap.
"""

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
WEIGHTS = {"words": 5.96, "characters": 8.96, "matters": 6.67, "named_matters": 1.09, "category": 3.64, "askers": 1.33}
CONSTANT = -6.99
# The least chance that two groups tell of one problem at which they are joined, from the same.
THRESHOLD = 0.182
# The one feature whose product counts against: that somebody is named who asks. Like names make up for it.
AGAINST = "-"
# A long report has no more to say about its problem than its strongest words, and its strongest characters.
_LONGEST = {"words": 48, "characters": 32}
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
    """How much each word, character and matter says among the notes it was made from: the rarer, the more.

    Of words, also those of matters, it is known besides how common they are elsewhere, and how much they tell.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    characters: Mapping[str, float] = field(default_factory=dict)
    matter_words: Mapping[str, float] = field(default_factory=dict)
    matters: Mapping[str, float] = field(default_factory=dict)
    asker_characters: Mapping[str, float] = field(default_factory=dict)
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
        counts, before = _counted(sample), telling() if known is None else known
        shared = Counter({word: count for word, count in counts["words"].items() if count >= _FEWEST})
        of_matters = _weights(counts["matter_words"], len(sample), before, MARKS["matters"])
        # Many things are equally rare: the logarithm is taken once for each count.
        rarities = [rarity(count, len(sample)) for count in range(len(sample) + 1)]
        return cls(
            _weights(shared, len(sample), before),
            _weights(counts["characters"], len(sample), before, MARKS["characters"]),
            {word: weight / len(numbers_by_word()[word]) for word, weight in of_matters.items()},
            {number: rarities[count] ** _OF_MATTERS for number, count in counts["matters"].items()},
            {name: rarities[count] for name, count in counts["askers"].items()},
            rarities[0],
        )

    def sections(self, note: Note) -> dict[str, Section]:
        """Return the sections of a note before they are weighted, each of length one or empty."""
        found = features(note)
        return {
            "words": self._words(found),
            "characters": self._characters(found),
            "matters": _unit(self.matters_of(found.matter_words)),
            "named_matters": _unit(self.matters_of(found.named_words)),
            "category": {found.category: 1.0} if found.category else {},
            "askers": {AGAINST: 1.0, **self._askers(found)} if found.askers else {},
        }

    def vector(self, note: Note) -> Vector:
        """Return the vector of a note."""
        return weighted(self.sections(note), WEIGHTS)

    def matters_of(self, words: Mapping[str, float]) -> dict[str, float]:
        """Return how much words say of each matter; a word of several matters says less of each."""
        sums: dict[str, float] = {}
        by_word = numbers_by_word()
        for word, weight in words.items():
            numbers = by_word[word]
            share = weight * self.matter_words.get(word, self.rarest / len(numbers))
            for number in map(str, numbers):
                sums[number] = sums.get(number, 0.0) + share
        get, rarest = self.matters.get, self.rarest**_OF_MATTERS
        return {number: math.log1p(total) * get(number, rarest) for number, total in sums.items()}

    def _words(self, found: Features) -> Section:
        weights = self.words
        known = {word: weights[word] * count for word, count in found.words.items() if word in weights}
        alone = sum(count * count for word, count in found.words.items() if word not in weights)
        return _unit(_strongest(known, _LONGEST["words"]), _ALONE * alone * self.rarest**2)

    def _characters(self, found: Features) -> Section:
        get, rarest = self.characters.get, self.rarest
        weights = {name: get(name, rarest) * count for name, count in found.characters.items()}
        return _unit(_strongest(weights, _LONGEST["characters"]))

    def _askers(self, found: Features) -> Section:
        """Return the characters of those who ask: one office has several names, which share most of them."""
        return _unit({name: self.asker_characters.get(name, self.rarest) for name in set("".join(found.askers))})


def _counted(notes: Iterable[Note]) -> dict[str, Counter[str]]:
    """Return in how many notes each thing stands, by what kind of thing it is."""
    kinds = ("words", "characters", "matter_words", "matters", "askers")
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for note in notes:
        found = features(note)
        counts["words"].update(found.words.keys())
        counts["characters"].update(found.characters.keys())
        counts["matter_words"].update(found.matter_words.keys())
        counts["matters"].update({str(number) for word in found.matter_words for number in numbers_by_word()[word]})
        counts["askers"].update(set("".join(found.askers)))
    return counts


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
MARKS = {"words": "", "characters": "~", "matters": "#", "named_matters": "n#", "category": "c:", "askers": "a:"}
# These are shared by so many that they lead to nobody.
COMMON = ("~", "c:", "a:", AGAINST)


def _strongest(section: dict[str, float], most: int) -> dict[str, float]:
    if len(section) <= most:
        return section
    # Sorting pairs is twice as fast as looking for the largest by a key.
    ranked = sorted(zip(section.values(), section, strict=True), reverse=True)
    return {name: weight for weight, name in ranked[:most]}


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
