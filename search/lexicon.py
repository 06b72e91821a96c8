"""The organisation's own words, and which words mean the same; owns how a query is widened by them, never the index.

Words come with the program (`words.txt`), from staff (`WordGroup`), from the names of units, and from whatever rooms
declare with `registry.register_words`. They change how a query is read and nothing that is stored, so that an edited
word counts at once.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Max

from accounts.models import Unit
from search.backend import analysis
from search.models import WordGroup
from search.registry import word_sources

# A renamed unit or task counts after this many seconds.
_SECONDS = 60
_LONGEST_GROUP = 12
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that are not to be cut, and for each word of a group the others of it."""

    groups: Mapping[str, Group] = field(default_factory=dict)
    whole: "re.Pattern[str] | None" = None

    def others(self, word: str) -> Group:
        """Return the words that mean the same as `word`."""
        return self.groups.get(word, ())

    def loose(self) -> "Lexicon":
        """Return the same words without any that must stay whole, for an answer to some of the words only."""
        return Lexicon(self.groups)

    def pieces(self, run: str) -> list[tuple[str, bool]]:
        """Return a Chinese run in pieces, each with whether it is one of the words that are not to be cut."""
        if self.whole is None:
            return [(run, False)]
        parts = self.whole.split(run)
        return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def group_of(text: str) -> Group:
    """Return the folded words of a group as someone typed them, separated by spaces or commas, each once."""
    words = re.split(r"[\s,，、;；/]+", analysis.fold(text))
    return tuple(dict.fromkeys(word[: analysis.LONGEST] for word in words if word))[:_LONGEST_GROUP]


@lru_cache(maxsize=1)
def shipped() -> tuple[Group, ...]:
    """Return the groups that come with the program."""
    lines = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(group_of(line) for line in lines if line and not line.startswith("#"))


def groups() -> list[Group]:
    """Return the groups in force: those shipped and not switched off, and those of staff."""
    rows = WordGroup.objects.values_list("words", "off")
    off = {words for words, is_off in rows if is_off}
    mine = [tuple(words.split()) for words, is_off in rows if not is_off]
    return [group for group in shipped() if " ".join(group) not in off] + mine


def build(in_force: Iterable[Group], names: Iterable[str] = ()) -> Lexicon:
    """Return the lexicon of some groups and of names that stay whole."""
    others: dict[str, dict[str, None]] = {}
    for group in in_force:
        for word in group:
            others.setdefault(word, {}).update(dict.fromkeys(group))
    han = {word for word in (*others, *map(analysis.fold, names)) if len(word) > 1 and _is_han(word)}
    pattern = "|".join(sorted(han, key=lambda word: (-len(word), word)))
    return Lexicon(
        {word: tuple(one for one in many if one != word) for word, many in others.items()},
        re.compile(f"({pattern})") if pattern else None,
    )


def _is_han(word: str) -> bool:
    return [run.text for run in analysis.runs(word) if run.han] == [word]


Sources = tuple[Callable[[], Iterable[str]], ...]


@lru_cache(maxsize=4)
def _kept(in_force: tuple[Group, ...], sources: Sources, _units: tuple[int, int], _since: int) -> Lexicon:
    own = (word for source in sources for word in source())
    return build(in_force, [*Unit.objects.values_list("name", flat=True), *own])


def current() -> Lexicon:
    """Return the lexicon in force now."""
    seen = Unit.objects.aggregate(many=Count("pk"), last=Max("pk"))
    units = seen["many"], seen["last"] or 0
    return _kept(tuple(groups()), word_sources(), units, int(time.monotonic() // _SECONDS))
