"""Makes names of tasks, departments, data items and forms comparable; owns what counts as the same, compares nothing.

Two spellings are the same where folding (NFKC, small letters, simplified characters), the words of `words.json` and the
removal of years, punctuation and words that say nothing leave the same text.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from search.backend.analysis import fold

_DATA: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
_SEPARATORS = re.compile(r"[、，,;；/|\n\r\t]+")
_MARKS = re.compile(r"[\W_]+")
_DATES = re.compile(
    r"(?:19|20)\d\d年?度?|第?[一二三四1-4]季度|(?:上|下)半年|(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
)
_ENDING = re.compile(f"(?:{'|'.join(_DATA['endings'])})$")
_OPENING = re.compile(f"^(?:{'|'.join(_DATA['openings'])})+")


@dataclass(frozen=True, slots=True)
class Words:
    """Which words stand for the same: each is replaced by the first of its group, the longest first."""

    first: dict[str, str]
    pattern: "re.Pattern[str]"

    def settle(self, folded: str) -> str:
        """Return a folded text with every known word as the first of its group."""
        return self.pattern.sub(lambda found: self.first[found.group()], folded)


def words_of(groups: Iterable[Sequence[str]]) -> Words:
    """Return what replaces the words of `groups`; where a word stands in two, the earlier one counts."""
    first: dict[str, str] = {}
    for group in groups:
        target = fold(group[0])
        # The first of a group may have been settled by an earlier one.
        target = first.get(target, target)
        for word in group:
            first.setdefault(fold(word), target)
    longest = sorted(first, key=lambda word: (-len(word), word))
    return Words(first, re.compile("|".join(map(re.escape, longest))))


@lru_cache(maxsize=1)
def own_words() -> Words:
    """Return the words of `words.json` alone: keys that are stored must not change with what staff edit."""
    return words_of(_DATA["synonyms"])


@lru_cache(maxsize=4)
def with_groups(groups: tuple[tuple[str, ...], ...]) -> Words:
    """Return the words of `words.json` and those of further groups, such as the search room's."""
    return words_of([*_DATA["synonyms"], *groups])


def _bare(text: str) -> str:
    return _MARKS.sub("", fold(text))


def name_key(name: str, words: Words | None = None) -> str:
    """Return by what a task or form is known: without year and month, marks and opening words; never empty for a name.

    Args:
        name: as somebody wrote it.
        words: which words mean the same; those of the room where not given.
    """
    bare = _bare(name)
    plain = _OPENING.sub("", _DATES.sub("", bare))
    return (words or own_words()).settle(plain) or bare or name


def department_key(name: str) -> str:
    """Return by what a department is known."""
    return _bare(name) or name


def item_keys(items: str, words: Words | None = None) -> frozenset[str]:
    """Return by what the data items of a list are known, each once.

    Args:
        items: as somebody wrote them, separated by 、, commas, semicolons, strokes or lines.
        words: which words mean the same; those of the room where not given.
    """
    return frozenset(shown_items(items, words))


def shown_items(items: str, words: Words | None = None) -> dict[str, str]:
    """Return the items of a list by their key, as they were written, in their order."""
    found: dict[str, str] = {}
    for item in _SEPARATORS.split(items):
        bare = _bare(item)
        key = (words or own_words()).settle(_ENDING.sub("", bare) or bare)
        if key:
            found.setdefault(key, item.strip())
    return found


def form_keys(forms: str, words: Words | None = None) -> dict[str, str]:
    """Return the forms or apps of a list by their key, as they were written."""
    parts = [part.strip() for part in _SEPARATORS.split(forms)]
    return {name_key(part, words): part for part in reversed(parts) if part}
