"""Reads what someone typed; owns words, "phrases" and -exclusions, and knows no syntax error: any text is a query."""

import re
from dataclasses import dataclass
from functools import cached_property

from search.backend import analysis

LONGEST_QUERY = 300
MOST_TERMS = 32
_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』", '"'))
_CHUNK = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<plain>[^\s"]+))')
_SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One word to be found: a piece of Chinese, or a word of another script."""

    text: str
    han: bool

    @property
    def grams(self) -> list[str]:
        """The bigrams that a text must have to hold this piece of Chinese."""
        return analysis.bigrams(self.text)

    @property
    def stem(self) -> str:
        """The stem of a word that is not Chinese."""
        return analysis.stem(self.text)

    @property
    def may_be_beginning(self) -> bool:
        """Whether longer words that begin so are found too."""
        return not self.han and len(self.text) >= _SHORTEST_BEGINNING

    def is_in(self, page: "Page") -> bool:
        """Return whether the text holds this word."""
        if self.han:
            return all(gram in page.folded for gram in self.grams)
        return self.stem in page.stems or (
            self.may_be_beginning and any(word.startswith(self.text) for word in page.words)
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters that must, or must not, stand in a text one after the other."""

    text: str
    terms: tuple[Term, ...]

    @property
    def is_word(self) -> bool:
        """Whether this is one word that is not Chinese, which is compared by its stem."""
        return len(self.terms) == 1 and not self.terms[0].han and self.terms[0].text == self.text

    def is_in(self, page: "Page") -> bool:
        """Return whether the text holds this phrase."""
        return self.terms[0].stem in page.stems if self.is_word else self.text in page.squeezed


class Page:
    """A document's text, prepared for comparing it with a query."""

    def __init__(self, title: str, body: str) -> None:
        """Take the text as the app built it."""
        self.folded = f"{analysis.fold(title)}\n\0\n{analysis.fold(body)}"

    @cached_property
    def squeezed(self) -> str:
        """The text without the spaces that a phrase does not care about."""
        return "\0".join(analysis.squeeze(part) for part in self.folded.split("\n\0\n"))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that are not Chinese."""
        return analysis.stems(self.folded)

    @cached_property
    def words(self) -> list[str]:
        """The words that are not Chinese."""
        return analysis.raw_words(self.folded)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all `terms` and `phrases`, none of `excluded`."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.terms and not self.phrases

    @property
    def can_relax(self) -> bool:
        """Whether there are several words, of which a document may have some only."""
        return len(self.terms) > 1

    def marks(self) -> tuple[Term, ...]:
        """Return the words to highlight."""
        return self.terms + tuple(term for phrase in self.phrases for term in phrase.terms)

    def accepts(self, title: str, body: str, *, relaxed: bool) -> bool:
        """Return whether a document with this text is an answer; `relaxed` asks for one of the terms only."""
        page = Page(title, body)
        enough = any if relaxed and self.terms else all
        return (
            not self.is_empty
            and enough(term.is_in(page) for term in self.terms)
            and all(phrase.is_in(page) for phrase in self.phrases)
            and not any(phrase.is_in(page) for phrase in self.excluded)
        )


def _terms(folded: str) -> list[Term]:
    terms: list[Term] = []
    for run in analysis.runs(folded):
        pieces = analysis.cut(run.text) if run.han else [run.text]
        terms.extend(Term(piece[: analysis.LONGEST], run.han) for piece in pieces)
    return terms


def _phrase(folded: str) -> Phrase | None:
    terms = _terms(folded)[:MOST_TERMS]
    return Phrase(analysis.squeeze(folded), tuple(terms)) if terms else None


def parse(text: str) -> Query:
    """Return the query for any text; what cannot be looked for, such as punctuation, is passed over."""
    folded = analysis.fold(text[:LONGEST_QUERY]).translate(_QUOTES)
    terms: list[Term] = []
    phrases: list[Phrase] = []
    excluded: list[Phrase] = []
    for chunk in _CHUNK.finditer(folded):
        quoted, plain = chunk["phrase"], chunk["plain"]
        if chunk["minus"] or quoted is not None:
            phrase = _phrase(plain if quoted is None else quoted)
            if phrase:
                (excluded if chunk["minus"] else phrases).append(phrase)
        else:
            terms.extend(_terms(plain))
    # Fillers count only where nothing else was asked for.
    meaningful = [term for term in terms if term.text not in analysis.FILLERS] or ([] if phrases else terms)
    once = tuple(dict.fromkeys(meaningful))[:MOST_TERMS]
    return Query(once, tuple(phrases[:MOST_TERMS]), tuple(excluded[:MOST_TERMS]))
