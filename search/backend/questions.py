"""Turns a parsed query into the engine's; owns which fields are asked and with what weight."""

from collections.abc import Collection
from typing import Any

from whoosh import query as engine

from search.query import Phrase, Query, Term

# A whole word says more than its characters side by side.
WORD_WEIGHT = 2.0
_PAIR = 2


def _grams(term: Term) -> Any:
    if len(term.text) == 1:
        return engine.Prefix("grams", term.text)
    return engine.And([engine.Term("grams", gram) for gram in term.grams])


def _term(term: Term) -> Any:
    if term.han:
        return engine.Or([engine.Term("words", term.text, boost=WORD_WEIGHT), _grams(term)])
    whole = engine.Term("words", term.stem, boost=WORD_WEIGHT)
    return engine.Or([whole, engine.Prefix("words", term.text)]) if term.may_be_beginning else whole


def _barred(phrase: Phrase) -> Any | None:
    """Return what rules a document out for certain; longer phrases are left to the check on the text itself."""
    if phrase.is_word:
        return engine.Term("words", phrase.terms[0].stem)
    if len(phrase.terms) == 1 and phrase.terms[0].han and len(phrase.text) == _PAIR:
        return engine.Term("grams", phrase.text)
    return None


def question(query: Query, *, relaxed: bool) -> Any:
    """Return the engine's query for one that is not empty; it may find more than `query.accepts`, never less."""
    terms = [_term(term) for term in query.terms]
    parts = [engine.Or(terms) if relaxed else engine.And(terms)] if terms else []
    parts += [_term(term) for phrase in query.phrases for term in phrase.terms]
    wanted = engine.And(parts)
    barred = [one for one in map(_barred, query.excluded) if one is not None]
    return engine.AndNot(wanted, engine.Or(barred)) if barred else wanted


def audience_question(tokens: Collection[str]) -> Any:
    """Return the engine's query for all documents that carry one of the indexed audience `tokens`."""
    return engine.Or([engine.Term("audience", token) for token in sorted(tokens)])
