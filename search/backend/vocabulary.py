"""What the index knows of words; owns how often each occurs and which match a pattern, and never says where."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from search.backend.leaves import Leaf
from search.backend.reader import reading
from search.backend.scoring import cache


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many documents there are, and in how many of them each of some words occurs."""

    documents: int
    of: dict[str, int]


def frequencies(words: Collection[str], field: str = "words") -> Frequencies:
    """Return in how many documents each of the `words` of a field occurs.

    Args:
        words: as they are indexed, see `analysis`.
        field: `words` or `grams`.

    Raises:
        EngineError: the index is missing or damaged.
    """
    with reading() as held:
        return Frequencies(held.numbers.documents, {word: held.numbers.frequency(field, word) for word in words})


def beginning(start: str, *, limit: int) -> list[str]:
    """Return the indexed words that begin with `start`, those in most documents first.

    Raises:
        EngineError: the index is missing or damaged.
    """
    with reading() as held:
        counts: Counter[str] = Counter()
        for part in held.parts:
            for word in part.leaf.beginning("words", start):
                counts[word] += part.leaf.frequency("words", word)
        return [word for word, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]]


def _lexicon(leaf: Leaf) -> str:
    """Return all words of a leaf, one a line; about a megabyte at 100,000 documents."""

    def make() -> tuple[str, int]:
        words = "\n".join(leaf.beginning("words", ""))
        return words, 4 * len(words)

    kept: str = cache.get((leaf.name, "lexicon"), make)
    return kept


def matching(pattern: str, *, limit: int) -> list[str]:
    """Return the indexed words that match a regular expression as a whole, those in most documents first.

    Raises:
        EngineError: the index is missing or damaged.
    """
    wanted = re.compile(rf"^(?:{pattern})$", re.MULTILINE)
    with reading() as held:
        met = {found for part in held.parts for found in wanted.findall(_lexicon(part.leaf))}
        counts = {found: held.numbers.frequency("words", found) for found in met}
    return sorted(counts, key=lambda found: (-counts[found], found))[:limit]


def documents() -> int:
    """Return how many documents the index holds.

    Raises:
        EngineError: the index is missing or damaged.
    """
    with reading() as held:
        return held.documents
