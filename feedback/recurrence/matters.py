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
def _by_head() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, (_zh, _en, words) in enumerate(_rows()):
        for word in words.split():
            found[word[:_HEAD]].append((word, number))
    return {head: tuple(pairs) for head, pairs in found.items()}


def matters_in(folded: str) -> Counter[int]:
    """Return how many different words of each matter stand in a folded text, by the matter's number."""
    heads = _by_head()
    there = heads.keys() & set(map(add, folded, folded[1:]))
    words = {pair for head in there for pair in heads[head] if pair[0] in folded}
    return Counter(number for _word, number in words)
