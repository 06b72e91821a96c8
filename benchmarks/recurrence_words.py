"""Learns from labelled reports how common words are and how much they tell; owns that counting, and writes nothing.

Of each word is counted how often two reports that share it are of one group, and how often that would be expected of
words as rare as it is. Words of voice and manner (at night, a photograph, the leader) are shared by all: they come to
less. A word that few share keeps what its rarity says. No word gains much: what it told of, here, may not come again.
Words of matters are counted apart, since they are found wherever they stand, and others where the cutter sees them;
characters are words here too.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.recurrence import Row, note_of
from feedback.recurrence.features import features
from feedback.recurrence.telling import Telling, Word
from feedback.recurrence.vectors import MARKS, rarity

# With a word's rarity the chance grows that two who share it are of one group: as fast as this from the first on.
_GROWS, _FROM, _MOST = 5.0, 0.35, 0.5
# So many pairs in which it went as expected are added to those that were seen.
_STEADY = 5
# What was seen counts by this power; and how much more than expected may count at all.
_POWER, _GAIN = 0.3, 0.7
# What the file need not say: that a word stands in fewer notes than this, and tells as much as its rarity says.
_FEWEST, _AS_GOOD = 8, 0.1


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in one part.

    Attributes:
        notes: how many reports it has.
        words: in how many of them a word stands.
        pairs: how many pairs of reports share it.
        same: how many of these are of one group.
        expected: how many would be, of a word as rare.
    """

    notes: int
    words: Counter[str]
    pairs: Counter[str]
    same: Counter[str]
    expected: Counter[str]


def count(rows: Sequence[Row]) -> Counts:
    """Count the words of one part of the evaluation set."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        found = features(note_of(row))
        of_matters = (MARKS["matters"] + word for word in found.matter_words)
        for word in (*found.words, *of_matters, *(MARKS["characters"] + each for each in found.characters)):
            places[word].append(at)
    labels = [row.get("group") for row in rows]
    pairs = Counter({word: math.comb(len(found), 2) for word, found in places.items() if len(found) > 1})
    same = Counter({word: _of_one(labels[at] for at in places[word]) for word in pairs})
    usual = _of_one(labels) / math.comb(len(rows), 2)
    expected: Counter[str] = Counter()
    for word, shared in pairs.items():
        rare = max(0.0, rarity(len(places[word]), len(rows)) - _FROM)
        expected[word] = shared * min(_MOST, usual * math.exp(_GROWS * rare))  # type: ignore[assignment]  # a part
    return Counts(len(rows), Counter({word: len(found) for word, found in places.items()}), pairs, same, expected)


def _of_one(labels: Iterable[object]) -> int:
    return sum(math.comb(many, 2) for label, many in Counter(labels).items() if label is not None)


def learn(parts: Iterable[Counts]) -> Telling:
    """Return what these parts together say of words; nothing of rare ones that tell what their rarity says."""
    counts = list(parts)
    notes = sum(part.notes for part in counts)
    words, pairs, same, expected = (
        sum((getattr(part, name) for part in counts), Counter[str]()) for name in ("words", "pairs", "same", "expected")
    )
    found = {word: Word(many / notes, _factor(pairs[word], same[word], expected[word])) for word, many in words.items()}
    return {word: each for word, each in found.items() if words[word] >= _FEWEST or abs(each.factor - 1) >= _AS_GOOD}


def _factor(pairs: int, same: int, expected: float) -> float:
    if not pairs:
        return 1.0
    usual = expected / pairs
    more = math.log((same + _STEADY * usual) / (pairs + _STEADY) / usual)
    return math.exp(_POWER * min(_GAIN, more))
