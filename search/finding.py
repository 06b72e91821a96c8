"""Answers a search; owns paging and what a page holds, and never shows what was not built anew and checked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from accounts.models import User
from search import lexicon
from search.backend.files import EngineError
from search.candidates import MOST_SHOWN, Asked, asked_by, look
from search.correcting import correction
from search.counting import values_of
from search.facets import Value
from search.lexicon import Lexicon
from search.query import Query
from search.registry import Document, kind
from search.snippets import Marker
from search.underway import percent
from search.widening import widened

PAGE_SIZE = 20
LAST_PAGE = MOST_SHOWN // PAGE_SIZE


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One document found, built anew from the database for this user.

    Attributes:
        kind: the name of its kind.
        key: its identifier within the kind.
        label: the kind's name for people.
        title: the title, with the words found inside `<mark>`.
        snippet: the passage of the body around the words found, with them inside `<mark>`.
        link: the address of its page for this user.
        on: the day it bears.
    """

    kind: str
    key: str
    label: str | Promise
    title: SafeString
    snippet: SafeString
    link: str
    on: date | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of an answer; it holds no total, since counts can give away what a user may not see.

    Attributes:
        text: the query as typed.
        hits: at most `PAGE_SIZE` documents, best first.
        page: the number of this page, from 1.
        more: whether there is a next page.
        ended: this is the last page that can be shown, and there is more to find by narrowing.
        relaxed: no document had all the words, so these have some of them.
        partial: the index could not answer, so only part of the database was looked through.
        suggestion: what was probably meant, where little was found; it finds something this user may see.
        facets: for each facet the values by which the answer can be narrowed, where they were asked for.
        newest: whether the newest come first instead of the best.
        whole: how many of the hits have all the words; those after them have some, or are about the same matter.
    """

    text: str
    hits: tuple[SearchHit, ...]
    page: int
    more: bool
    relaxed: bool
    partial: bool
    suggestion: str = ""
    facets: Mapping[str, list[Value]] = field(default_factory=dict)
    newest: bool = False
    whole: int = 0
    ended: bool = False

    @property
    def built(self) -> int | None:
        """How many hundredths of a new index are built, where that is what is waited for."""
        return percent() if self.partial else None

    @property
    def further(self) -> tuple[SearchHit, ...]:
        """The hits that follow those with all the words; where none has all, there are only these."""
        return self.hits[self.whole :]

    @property
    def best(self) -> tuple[SearchHit, ...]:
        """The hits that have all the words."""
        return self.hits[: self.whole]


def _hit(document: Document, marker: Marker, user: User | None) -> SearchHit:
    declared = kind(document.kind)
    return SearchHit(
        kind=document.kind,
        key=document.key,
        label=declared.label,
        title=marker.highlight(document.title),
        snippet=marker.snippet(document.body),
        link=declared.link(document.key, user),
        on=document.on,
    )


def _hits(documents: Collection[Document], query: Query, user: User | None) -> tuple[SearchHit, ...]:
    marker = Marker(query)
    return tuple(_hit(document, marker, user) for document in documents)


def search(  # noqa: PLR0913  # each is a choice of whoever searches
    text: str,
    *,
    user: User | None,
    kinds: Collection[str] | None = None,
    page: int = 1,
    newest: bool = False,
    counts: bool = False,
) -> SearchPage:
    """Return one page of what `user` may find by `text`; any text is a valid query.

    Args:
        text: words, "phrases" in quotes, -exclusions, field words such as `部门:` and days such as `since:2026-09`.
        user: who asks; None for the public.
        kinds: names of the kinds to look in; None for all.
        page: from 1; beyond the last page that there is it counts as that one.
        newest: whether the newest come first.
        counts: whether the values of facets are wanted with their counts.
    """
    page = max(1, min(page, LAST_PAGE))
    words = lexicon.current()
    asked = asked_by(text, user, kinds, words)
    if asked.query.asks_nothing:
        return SearchPage(text=text, hits=(), page=page, more=False, relaxed=False, partial=False, newest=newest)
    found = answer(text, asked, words, page * PAGE_SIZE + 1, newest=newest)
    page = min(page, max(1, -(-len(found.documents) // PAGE_SIZE)))
    rest = found.documents[(page - 1) * PAGE_SIZE :]
    return SearchPage(
        text=text,
        hits=_hits(rest[:PAGE_SIZE], found.asked.query, user),
        page=page,
        more=len(rest) > PAGE_SIZE and page < LAST_PAGE,
        ended=len(rest) > PAGE_SIZE and page == LAST_PAGE,
        relaxed=found.asked.relaxed,
        partial=found.partial,
        suggestion=found.suggestion,
        facets=values_of(found.asked) if counts and found.documents and not found.partial else {},
        newest=newest,
        whole=max(0, min(found.whole - (page - 1) * PAGE_SIZE, len(rest[:PAGE_SIZE]))),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a search found, before a page is cut from it."""

    documents: list[Document]
    partial: bool
    asked: Asked
    whole: int
    suggestion: str = ""


def answer(text: str, asked: Asked, words: Lexicon, most: int, *, newest: bool = False) -> Answer:
    """Return at most `most` documents: those with all words or, where there are none, those with some.

    Args:
        text: the query as typed.
        asked: what it asks for, from `candidates.asked_by`.
        words: the words that it was read with.
        most: the most documents.
        newest: whether the newest come first.
    """
    documents, partial = look(asked, most, newest=newest)
    if documents and (partial or newest or len(documents) >= most):
        return Answer(documents, partial, asked, len(documents))
    if partial:
        loose = asked.loosened(text, words)
        return Answer(look(loose, most)[0] if loose.query.can_relax else [], partial, loose, 0)
    suggestion = "" if documents else correction(text, asked)
    loose = asked.loosened(text, words)
    try:
        more = widened(loose, documents, min(most, PAGE_SIZE) - len(documents))
    except EngineError:
        more = []
    return Answer([*documents, *more], partial, loose if more and not documents else asked, len(documents), suggestion)


def identities(text: str, *, user: User, most: int) -> list[str]:
    """Return the identities of the newest documents that `user` finds by `text`, at most `most` of them."""
    asked = asked_by(text, user, None, lexicon.current())
    if asked.query.asks_nothing:
        return []
    return [f"{one.kind}:{one.key}" for one in look(asked, most, newest=True)[0]]
