"""Finds the places where a surname may stand; owns what stands before each, and weighs nothing."""

import re
from dataclasses import dataclass
from functools import cached_property

from feedback.selfid import around, lexicon
from search.backend.speech import guessed_words, known_words

_SURNAMES = re.compile(f"[{lexicon.COMMON}{lexicon.RARE}{lexicon.FAINT}{''.join(lexicon.DOUBLE)}]")
_FIRST_ONLY = frozenset("".join(lexicon.DOUBLE)) - set(lexicon.COMMON + lexicon.RARE + lexicon.FAINT)
_LOOK_BACK = 10
_NO_WORD = ("", "")
# The characters of a given name at most.
PAIR = 2


@dataclass(frozen=True, slots=True)
class Words:
    """A text with the words in it, by the place where each begins: of the dictionary alone, and with guessed names."""

    text: str
    known: dict[int, str]
    guessed: dict[int, tuple[str, str]]

    def ends(self, place: int) -> bool:
        """Return whether a word of the dictionary ends before this place."""
        return place in self.known or place == len(self.text)

    def is_named(self, start: int, end: int) -> bool:
        """Return whether the cutter takes these characters for a name that is no other word."""
        word, part = self.guessed.get(start, _NO_WORD)
        full = end - start > PAIR and part in {"ns", "nz"}
        return (part.startswith("nr") or full) and word == self.text[start:end] and word not in lexicon.OTHER_WORDS


@dataclass(frozen=True)
class Surname:
    """A place where a surname may stand, and what stands before it."""

    words: Words
    start: int
    end: int

    @cached_property
    def text(self) -> str:
        """The surname itself."""
        return self.words.text[self.start : self.end]

    @cached_property
    def before(self) -> str:
        """The characters before it."""
        return self.words.text[max(0, self.start - _LOOK_BACK) : self.start]

    @cached_property
    def labelled(self) -> bool:
        """Whether a word before it says that a name follows."""
        return bool(around.LABEL.search(self.before))

    @cached_property
    def context(self) -> bool:
        """Whether a name is likely after what stands before it."""
        return self.labelled or bool(around.CONTEXT.search(self.before))

    @cached_property
    def fresh(self) -> bool:
        """Whether a sentence, a part of one or the text begins with it."""
        return bool(around.FRESH.search(self.before))

    @cached_property
    def called(self) -> bool:
        """Whether somebody is spoken to or of."""
        return self.fresh or self.before[-1] in around.CALLED

    @cached_property
    def addressed(self) -> bool:
        """Whether a title behind it makes a person of it."""
        if not self.faint or (self.context and self.text not in lexicon.LOOSE):
            return True
        return self.called and (self.text not in around.PREPOSITIONS or not self.fresh)

    @cached_property
    def likely(self) -> bool:
        """Whether it may be a surname where it stands."""
        return self.context or self.fresh or not self.faint

    @cached_property
    def faint(self) -> bool:
        """Whether it is hardly ever a surname."""
        return self.text in lexicon.FAINT


def in_text(text: str) -> list[Surname]:
    """Return the places where a surname may stand."""
    words = Words(text, known_words(text), guessed_words(text))
    return [
        surname
        for match in _SURNAMES.finditer(text)
        if _begins(words, match.start())
        and (length := _length(text, match.start()))
        and not _is_counted(surname := Surname(words, match.start(), match.start() + length))
    ]


def _begins(words: Words, place: int) -> bool:
    """Return whether a word begins here, or a surname may be hidden inside one behind an office, a post, a relation."""
    if place in words.known or place in words.guessed:
        return True
    hidden = words.text[place] in lexicon.COMMON and "一" <= words.text[place + 1 : place + 2] <= "龥"
    if hidden and around.OFFICE.match(words.text, place - 1):
        return bool(around.TITLE.match(words.text, place + 1))
    return hidden and bool(around.POST.search(words.text, max(0, place - _LOOK_BACK), place))


def _length(text: str, start: int) -> int:
    """Return how many characters of a surname stand here, 0 where there is none."""
    if text[start : start + 2] in lexicon.DOUBLE:
        return 2
    return int(text[start] not in _FIRST_ONLY)


def _is_counted(surname: Surname) -> bool:
    return surname.text in around.COUNTED and bool(around.NUMBER.search(surname.before))
