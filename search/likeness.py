"""Measures how much two texts are about the same; owns the weights, and knows nothing of indexes, rights or pages.

The cosine of their words, each weighted by how rare it is, and of their titles' words at half weight. A neighbouring
pair of characters counts beside the words, so that what the cutter cuts otherwise is still alike.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from math import log, sqrt

from search.backend import analysis

TITLE_SHARE = 0.5
# How many words of a text speak for it when the index is asked for candidates.
MOST_SPEAKING = 16
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text as numbers: unit vectors of all its words and of those of its title."""

    words: Vector
    title: Vector


def words_of(text: str) -> Counter[str]:
    """Return the words of `text` that say something, with how often each occurs."""
    words = analysis.index_words(analysis.fold(text))
    return Counter(word for word in words if len(word) > 1 and word not in analysis.FILLERS)


def rarity(documents: int, of: Mapping[str, int]) -> Callable[[str], float]:
    """Return the function that tells how much a word says, by the number of documents and of those that have it."""

    def weight(word: str) -> float:
        return log((documents + 1) / (min(of.get(word, 0), documents) + 0.5))

    return weight


def vector(counts: Mapping[str, int], weight: Callable[[str], float]) -> Vector:
    """Return the unit vector of some words; empty where none of them says anything."""
    raw = {word: (1 + log(count)) * weight(word) for word, count in counts.items()}
    length = sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def sample(title: str, body: str, weight: Callable[[str], float]) -> Sample:
    """Return a text as numbers."""
    heading = words_of(title)
    return Sample(vector(heading + words_of(body), weight), vector(heading, weight))


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two unit vectors, from 0 to 1."""
    short, long = sorted((one, other), key=len)
    return sum(value * long.get(word, 0.0) for word, value in short.items())


def likeness(one: Sample, other: Sample) -> float:
    """Return how much two texts are about the same: 0 nothing in common, 1 the same words."""
    if not (one.title and other.title):
        return cosine(one.words, other.words)
    both = cosine(one.words, other.words) + TITLE_SHARE * cosine(one.title, other.title)
    return both / (1 + TITLE_SHARE)


def shared(one: Sample, other: Sample, most: int) -> list[str]:
    """Return the words that make two texts alike, the strongest first, without those that stand inside another."""
    common = sorted(one.words.keys() & other.words.keys(), key=lambda word: -one.words[word] * other.words[word])
    chosen: list[str] = []
    for word in common:
        if not any(word in longer or longer in word for longer in chosen):
            chosen.append(word)
    return chosen[:most]


def speaking(counts: Mapping[str, int], weight: Callable[[str], float]) -> Collection[str]:
    """Return the words that say most about a text."""
    weighted = vector(counts, weight)
    return sorted(weighted, key=lambda word: -weighted[word])[:MOST_SPEAKING]
