"""What the index knows of words; owns how often each occurs, and never says in which documents."""

from collections.abc import Collection
from dataclasses import dataclass

from search.backend.reader import reading


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many documents there are, and in how many of them each of some words occurs."""

    documents: int
    of: dict[str, int]


def frequencies(words: Collection[str]) -> Frequencies:
    """Return in how many documents each of the indexed `words` occurs.

    Raises:
        EngineError: the index is missing or damaged.
    """
    with reading() as held:
        of = {word: int(held.searcher.reader().doc_frequency("words", word)) for word in words}
        return Frequencies(int(held.searcher.doc_count_all()), of)
