"""Reads what someone typed; owns words, "phrases", -exclusions and field words, and knows no syntax error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from search import fields
from search.backend import analysis
from search.fields import ALWAYS, Days, Narrowing
from search.lexicon import Lexicon

LONGEST_QUERY = 300
MOST_TERMS = 32
_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』", '"'))
_CHUNK = re.compile(
    rf'(?P<minus>(?<!\S)-)?(?:(?<![^\s-])(?P<field>{fields.NAMES}):(?="[^"]|[^\s"]))?'
    r'(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<plain>[^\s"]+))'
)
_SHORTEST_BEGINNING = 3
_NO_WORDS = Lexicon()


@dataclass(frozen=True, slots=True)
class Term:
    """One word to be found: a piece of Chinese, or a word of another script; any word of `also` will do instead."""

    text: str
    han: bool
    also: "tuple[Term, ...]" = ()

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
        """Return whether the text holds this word, or one that means the same."""
        if self.han:
            here = self.text in page.folded or all(gram in page.folded or gram in page.squeezed for gram in self.grams)
        else:
            begins = self.may_be_beginning and any(word.startswith(self.text) for word in page.words)
            here = self.stem in page.stems or begins
        return here or any(term.is_in(page) for term in self.also)


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
        if self.is_word:
            return self.terms[0].stem in page.stems
        return self.text in page.squeezed and bool(analysis.standing_alone(self.text).search(page.squeezed))


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
    """What is looked for: all `terms` and `phrases`, none of `excluded`, within what is `narrowed` and the `days`."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    narrowed: tuple[Narrowing, ...] = ()
    days: Days = ALWAYS

    @property
    def is_empty(self) -> bool:
        """Whether there are no words to look for; there may still be something to narrow by."""
        return not self.terms and not self.phrases

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing to look for at all."""
        return self.is_empty and not any(not one.barred for one in self.narrowed) and self.days == ALWAYS

    @property
    def can_relax(self) -> bool:
        """Whether there are several words, of which a document may have some only."""
        return len(self.terms) > 1

    def marks(self) -> tuple[Term, ...]:
        """Return the words to highlight."""
        words = (*self.terms, *(term for phrase in self.phrases for term in phrase.terms))
        return tuple(one for term in words for one in (replace(term, also=()), *term.also))

    def tolerates(self, title: str, body: str) -> bool:
        """Return whether a document with this text has all the phrases and nothing excluded, whatever its words."""
        page = Page(title, body)
        return all(phrase.is_in(page) for phrase in self.phrases) and not any(
            phrase.is_in(page) for phrase in self.excluded
        )

    def has_any_term(self, title: str, body: str) -> bool:
        """Return whether a document with this text has one of the terms."""
        page = Page(title, body)
        return any(term.is_in(page) for term in self.terms)

    def accepts(self, title: str, body: str, *, relaxed: bool) -> bool:
        """Return whether a document with this text is an answer; `relaxed` asks for one of the terms only."""
        page = Page(title, body)
        enough = any if relaxed and self.terms else all
        return (
            not self.asks_nothing
            and enough(term.is_in(page) for term in self.terms)
            and all(phrase.is_in(page) for phrase in self.phrases)
            and not any(phrase.is_in(page) for phrase in self.excluded)
        )


def _terms(folded: str, lexicon: Lexicon = _NO_WORDS) -> list[Term]:
    terms: list[Term] = []
    for run in analysis.runs(folded):
        for piece in _pieces(run, lexicon):
            others = (Term(other, _is_han(other)) for other in lexicon.others(piece))
            terms.append(Term(piece[: analysis.LONGEST], run.han, tuple(others)))
    return terms


def _is_han(word: str) -> bool:
    return any(run.han for run in analysis.runs(word))


def _pieces(run: analysis.Run, lexicon: Lexicon) -> Iterator[str]:
    if not run.han:
        yield run.text
        return
    for piece, whole in lexicon.pieces(run.text):
        if whole:
            yield piece
        else:
            yield from analysis.cut(piece)


def _phrase(folded: str) -> Phrase | None:
    terms = _terms(folded)[:MOST_TERMS]
    return Phrase(analysis.squeeze(folded), tuple(terms)) if terms else None


class _Draft:
    """A query in the making."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.terms: list[Term] = []
        self.phrases: list[Phrase] = []
        self.excluded: list[Phrase] = []
        self.narrowed: list[Narrowing] = []
        self.days = ALWAYS

    def take(self, chunk: re.Match[str]) -> None:
        """Take in one piece of what was typed."""
        quoted, plain, barred = chunk["phrase"], chunk["plain"], bool(chunk["minus"])
        text = plain if quoted is None else quoted
        if chunk["field"] and self._take_field(chunk["field"], text.strip(), barred=barred):
            return
        if barred or quoted is not None:
            phrase = _phrase(text)
            if phrase:
                (self.excluded if barred else self.phrases).append(phrase)
        else:
            self.terms.extend(_terms(text, self.lexicon))

    def _take_field(self, name: str, value: str, *, barred: bool) -> bool:
        if name in fields.FACETS and value:
            self.narrowed.append(fields.narrowing(name, value, barred=barred))
            return True
        span = fields.days(name, value) if name in fields.DAYS and not barred else None
        if span is None:
            self.terms.extend(() if barred else _terms(name, self.lexicon))
            return False
        self.days = self.days.within(span)
        return True

    def query(self) -> Query:
        """Return the finished query; fillers count only where nothing else was asked for."""
        fallback = [] if self.phrases or self.narrowed else self.terms
        meaningful = [term for term in self.terms if term.text not in analysis.FILLERS] or fallback
        once = tuple(dict.fromkeys(meaningful))[:MOST_TERMS]
        phrases, excluded = tuple(self.phrases[:MOST_TERMS]), tuple(self.excluded[:MOST_TERMS])
        return Query(once, phrases, excluded, tuple(dict.fromkeys(self.narrowed))[:MOST_TERMS], self.days)


def parse(text: str, lexicon: Lexicon = _NO_WORDS) -> Query:
    """Return the query for any text; what cannot be looked for, such as punctuation, is passed over.

    Args:
        text: what was typed.
        lexicon: the organisation's own words, and words that mean the same.
    """
    draft = _Draft(lexicon)
    for chunk in _CHUNK.finditer(analysis.fold(text[:LONGEST_QUERY]).translate(_QUOTES)):
        draft.take(chunk)
    return draft.query()
