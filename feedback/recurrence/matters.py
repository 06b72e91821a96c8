"""The matters that burdens are about (floods, toilets, chat groups); owns their words, which `matters.json` lists.

Two reports of one problem often share hardly a word; that both speak of the same matter is what tells.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from operator import add
from pathlib import Path

from django.utils.translation import get_language

_HEAD = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter with its names."""

    zh: str
    en: str

    def __str__(self) -> str:
        """Return the name in the reader's language."""
        return self.en if get_language() == "en" else self.zh


@cache
def _rows() -> list[tuple[str, str, str]]:
    text = (Path(__file__).parent / "matters.json").read_text(encoding="utf-8")
    return [(row[0], row[1], row[2]) for row in json.loads(text)]


@cache
def matters() -> tuple[Matter, ...]:
    """Return all matters in the order of the file; their place in it is their number."""
    return tuple(Matter(zh, en) for zh, en, _ in _rows())


@cache
def numbers_by_word() -> dict[str, tuple[int, ...]]:
    """Return for each word the numbers of the matters that it stands for; the more there are, the less it tells."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, (_zh, _en, words) in enumerate(_rows()):
        for word in words.split():
            found[word].append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


@cache
def _by_head() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in numbers_by_word():
        found[word[:_HEAD]].append(word)
    return {head: tuple(words) for head, words in found.items()}


def words_in(folded: str) -> list[str]:
    """Return the words of any matter that stand in a folded text, each once, in their order."""
    heads = _by_head()
    there = heads.keys() & set(map(add, folded, folded[1:]))
    return sorted(word for head in there for word in heads[head] if word in folded)


def matters_in(folded: str) -> Counter[int]:
    """Return how many different words of each matter stand in a folded text, by the matter's number."""
    numbers = numbers_by_word()
    return Counter(number for word in words_in(folded) for number in numbers[word])
