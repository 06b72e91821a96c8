"""Turns a parsed query into a question to the index; owns which fields are asked and with what weight.

A question is a tree of the five shapes below. Equal trees are equal keys: what one of them gave is kept by `scoring`.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from search.query import Phrase, Query, Term

# A whole word says more than its characters side by side.
WORD_WEIGHT = 2.0
# A word that means the same says less than the one that was asked for.
SAME_WEIGHT = 0.4
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Word:
    """Documents that have this very term in a field; they score by BM25, times the weight."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """Documents that have a term which begins so; each scores the weight."""

    field: str
    start: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Both:
    """Documents that answer all parts; scores are added."""

    parts: "tuple[Question, ...]"
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Reckon the hash once: a question is looked up several times for each segment."""
        object.__setattr__(self, "_hash", hash(("both", self.parts)))

    def __hash__(self) -> int:
        """Return what was reckoned."""
        return self._hash


@dataclass(frozen=True, slots=True)
class Either:
    """Documents that answer one part or more; scores are added."""

    parts: "tuple[Question, ...]"
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Reckon the hash once, as `Both` does."""
        object.__setattr__(self, "_hash", hash(("either", self.parts)))

    def __hash__(self) -> int:
        """Return what was reckoned."""
        return self._hash


@dataclass(frozen=True, slots=True)
class Without:
    """Documents that answer the first question and not the second."""

    wanted: "Question"
    barred: "Question"


Question = Word | Beginning | Both | Either | Without


# What every document has.
EVERYTHING = Beginning("filters", "kind=")


def _grams(term: Term, share: float) -> Question:
    if len(term.text) == 1:
        return Beginning("grams", term.text, share)
    return Both(tuple(Word("grams", gram, share) for gram in dict.fromkeys(term.grams)))


@lru_cache(maxsize=4096)
def term_question(term: Term) -> Question:
    """Return the question for one word: as a word, within others, and as any word that means the same."""
    parts = [*_as_written(term, 1.0), *(part for other in term.also for part in _as_written(other, SAME_WEIGHT))]
    return Either(tuple(parts)) if len(parts) > 1 else parts[0]


def _as_written(term: Term, share: float) -> list[Question]:
    if term.han:
        return [Word("words", term.text, WORD_WEIGHT * share), _grams(term, share)]
    whole = Word("words", term.stem, WORD_WEIGHT * share)
    return [whole, Beginning("words", term.text, share)] if term.may_be_beginning else [whole]


def _barred(phrase: Phrase) -> Question | None:
    """Return what rules a document out for certain; longer phrases are left to the check on the text itself."""
    if phrase.is_word:
        return Word("words", phrase.terms[0].stem)
    if len(phrase.terms) == 1 and phrase.terms[0].han and len(phrase.text) == _PAIR:
        return Word("grams", phrase.text)
    return None


def question(query: Query, *, relaxed: bool) -> Question:
    """Return the question for a query; it may find more than `query.accepts`, never less. No words ask for all."""
    terms = tuple(term_question(term) for term in query.terms)
    parts = ((Either(terms),) if relaxed else terms) if terms else ()
    parts += tuple(term_question(term) for phrase in query.phrases for term in phrase.terms)
    parts = parts or (EVERYTHING,)
    barred = tuple(one for one in map(_barred, query.excluded) if one is not None)
    return Without(Both(parts), Either(barred)) if barred else Both(parts)
