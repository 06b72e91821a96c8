"""Adds what is about the same matter where few documents have all the words; owns what counts as near enough.

What has some of the words, or parts of them, and what is like the best that has all of them. Everything is built anew
and checked as any other hit; phrases and exclusions hold as before. The page says where it begins.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from search.backend import analysis
from search.backend.engines import engine
from search.backend.questions import Either, Question, Word, question
from search.backend.schema import Found
from search.candidates import Asked
from search.indexing import build_all
from search.likeness import Sample, cosine, rarity, sample, speaking, words_of
from search.query import Query, Term
from search.registry import Document

# How many candidates are built, half of them for their words and half for being like the best.
POOL = 80
# The best so many stand for what is looked for.
SEEDS = 5
MOST_WORDS = 20
# What likeness to the best counts beside the words, and how alike one must be to count without any of the words. That
# is little: what is less alike stands further down, and a page that ends early hides what was said in other words.
LIKENESS_SHARE = 4.0
NEAR = 0.05


def parts_of(query: Query) -> Query:
    """Return the query for any of the words and of the words inside them."""
    parts: dict[str, Term] = {}
    for term in query.terms:
        parts.setdefault(term.text, term)
        for word in analysis.index_words(term.text) if term.han else ():
            if len(word) > 1:
                parts.setdefault(word, Term(word, han=True))
    return replace(query, terms=tuple(parts.values()))


def widened(asked: Asked, best: list[Document], most: int) -> list[Document]:
    """Return at most `most` further documents about the same matter as a query and its best answers.

    Args:
        asked: the query and whose it is; one without words is not widened.
        best: the documents that have all the words, best first; may be empty.
        most: the most to return.

    Raises:
        EngineError: the index is missing or damaged.
    """
    query = parts_of(asked.query)
    if not query.terms or most < 1:
        return []
    loose = asked.instead(query)
    asking = question(query, relaxed=True)
    by_words = dict(engine().ask(asking, loose.scope(), limit=POOL).hits)
    seeds = best[:SEEDS] or _first(loose, by_words)
    counts = Counter(word for one in seeds for word in words_of(f"{one.title}\n{one.body}"))
    known = engine().frequencies(counts)
    weight = rarity(known.documents, known.of)
    by_likeness = _like(loose, speaking(counts, weight))
    have = {(one.kind, one.key) for one in best}
    built = build_all([one for one in {**by_words, **by_likeness} if one not in have])
    documents = [one for one in built.values() if loose.tolerates(one)]
    return _ordered(documents, by_words, seeds, query)[:most]


def _first(asked: Asked, by_words: dict[Found, float]) -> list[Document]:
    built = build_all(list(by_words)[: 2 * SEEDS])
    # Their text as it is now: what was taken out of a document must not lead to it while the index is behind.
    there = (one for one in built.values() if asked.query.has_any_term(one.title, one.body))
    return [one for one in there if asked.tolerates(one)][:SEEDS]


def _like(asked: Asked, words: Collection[str]) -> dict[Found, float]:
    asking: list[Question] = [Word("words", word) for word in list(words)[:MOST_WORDS]]
    return dict(engine().ask(Either(tuple(asking)), asked.scope(), limit=POOL // 2).hits) if asking else {}


def _ordered(
    documents: list[Document], by_words: dict[Found, float], seeds: list[Document], query: Query
) -> list[Document]:
    everything = [*documents, *seeds]
    known = engine().frequencies({word for one in everything for word in words_of(f"{one.title}\n{one.body}")})
    weight = rarity(known.documents, known.of)
    samples = [sample(one.title, one.body, weight) for one in seeds]
    highest = max(by_words.values(), default=1.0)
    scored: list[tuple[float, Document]] = []
    for one in documents:
        near = _nearness(sample(one.title, one.body, weight), samples)
        if near >= NEAR or query.has_any_term(one.title, one.body):
            said = by_words.get(Found(one.kind, one.key), 0.0) / highest
            scored.append((said + LIKENESS_SHARE * near, one))
    return [one for _score, one in sorted(scored, key=lambda pair: (-round(pair[0], 4), pair[1].kind, pair[1].key))]


def _nearness(one: Sample, others: list[Sample]) -> float:
    alike = [cosine(one.words, other.words) for other in others]
    return sum(alike) / len(alike) if alike else 0.0
