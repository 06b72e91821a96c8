"""Finds documents about the same thing; owns the reasons given, and shows nothing its user may not find.

Works for every declared kind. Candidates come from the index; each is built anew, its audience compared, and measured
on its text as it is now. A score is between 0 and 1; from about 0.3 on two texts usually are about the same matter.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from search.backend import reader
from search.backend.engines import engine
from search.backend.files import EngineError
from search.backend.questions import question
from search.backend.vocabulary import Frequencies
from search.indexing import build_all
from search.likeness import Sample, likeness, rarity, sample, shared, speaking, words_of
from search.query import Query, Term
from search.registry import Document, kind
from search.visibility import may_find, tokens

# How many candidates are built and measured.
CANDIDATES = 120
# Below this two texts share no more than the words of the trade.
LEAST = 0.08
_MOST_WORDS = 5
_TITLES_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Alike:
    """A document about the same thing.

    Attributes:
        kind: the name of its kind.
        key: its identifier within the kind.
        score: how alike, from 0 to 1.
        reasons: why, in words of the reader's language, the strongest first.
        title: its title as it is now, plain text.
    """

    kind: str
    key: str
    score: float
    reasons: tuple[str, ...]
    title: str


def similar(  # noqa: PLR0913  # a text has three ways to be told apart
    text: str = "",
    *,
    title: str = "",
    like: tuple[str, str] | None = None,
    kinds: Collection[str] | None = None,
    user: User | None = None,
    limit: int = 10,
) -> list[Alike]:
    """Return what `user` may find that is about the same as a text or a document, the most alike first.

    Args:
        text: the text to compare with, in plain words.
        title: its title, which counts half as much again.
        like: kind and key of a document to compare with instead; it is never among the answers. Whether `user` may
            read it is the caller's to know.
        kinds: names of the kinds to look in; None for all.
        user: who asks; None for the public.
        limit: the most to return.

    Returns nothing while there is no index.
    """
    filters: dict[str, str] = {}
    if like:
        document = build_all([like]).get(like)
        if document is None:
            return []
        title, text, filters = document.title, document.body, dict(document.filters)
    held = tokens(user, kinds)
    if not any(held.values()) or limit < 1:
        return []
    try:
        found = _measured(title, text, held, like, filters)
    except EngineError:
        return []
    return sorted(found, key=lambda one: (-one.score, one.kind, one.key))[:limit]


def _measured(
    title: str, text: str, held: dict[str, frozenset[str]], like: tuple[str, str] | None, filters: dict[str, str]
) -> list[Alike]:
    counts = words_of(f"{title}\n{text}")
    documents = _candidates(counts, held, like)
    known = engine().frequencies(_all_words(counts, documents))
    weight = rarity(known.documents, known.of)
    mine = sample(title, text, weight)
    measured = [(document, sample(document.title, document.body, weight)) for document in documents]
    found = [_alike(document, other, mine, filters) for document, other in measured]
    return [one for one in found if one.score >= LEAST]


def _candidates(
    counts: dict[str, int], held: dict[str, frozenset[str]], like: tuple[str, str] | None
) -> list[Document]:
    known: Frequencies = engine().frequencies(counts)
    met = {word: count for word, count in counts.items() if known.of[word]}
    words = speaking(met, rarity(known.documents, known.of))
    query = Query(tuple(Term(word, not word.isascii()) for word in words))
    if query.is_empty:
        return []
    found = engine().ask(question(query, relaxed=True), reader.scope(held), limit=CANDIDATES).hits
    built = build_all([one for one, _score in found if one != like])
    return [document for document in built.values() if may_find(document, held)]


def _all_words(counts: dict[str, int], documents: list[Document]) -> set[str]:
    return set(counts).union(*(words_of(f"{one.title}\n{one.body}") for one in documents))


def _alike(document: Document, other: Sample, mine: Sample, filters: dict[str, str]) -> Alike:
    return Alike(
        kind=document.kind, key=document.key, score=round(likeness(mine, other), 4),
        reasons=tuple(_reasons(document, other, mine, filters)), title=document.title,
    )  # fmt: skip


def _reasons(document: Document, other: Sample, mine: Sample, filters: dict[str, str]) -> list[str]:
    reasons = []
    words = shared(mine, other, _MOST_WORDS)
    if words:
        reasons.append(_("Both speak of %(words)s") % {"words": "、".join(words)})
    if likeness(Sample(mine.title, {}), Sample(other.title, {})) >= _TITLES_ALIKE:
        reasons.append(_("The titles are nearly the same"))
    describe = kind(document.kind).describe
    if filters.get("department") and filters["department"] == document.filters.get("department"):
        reasons.append(_("Asked for by the same office: %(name)s") % {"name": filters["department"]})
    if filters.get("category") and filters["category"] == document.filters.get("category"):
        reasons.append(_("Same category: %(name)s") % {"name": describe("category", filters["category"])})
    return reasons
