"""Answers a search; owns paging and the last check of permission, and never shows what was not built anew."""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from accounts.models import User
from search.backend import reader
from search.backend.files import EngineError
from search.backend.reader import Found
from search.indexing import BuildError, build, every_identity
from search.query import Query, parse
from search.registry import Document, kind
from search.snippets import highlight, snippet
from search.visibility import may_find, tokens

PAGE_SIZE = 20
# Each hit shown or passed over is built from the database, so paging ends somewhere.
LAST_PAGE = 25
# The engine is asked for this many candidates, and for more if too few of them stand the check.
LIMITS = (60, 600, 6_000)
# Without an index at most this many documents are looked through.
MOST_BUILDS = 1_000
_logger = logging.getLogger(__name__)


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
        relaxed: no document had all the words, so these have some of them.
        partial: the index could not answer, so only part of the database was looked through.
    """

    text: str
    hits: tuple[SearchHit, ...]
    page: int
    more: bool
    relaxed: bool
    partial: bool


def _hit(document: Document, query: Query, user: User | None) -> SearchHit:
    declared = kind(document.kind)
    return SearchHit(
        kind=document.kind,
        key=document.key,
        label=declared.label,
        title=highlight(document.title, query),
        snippet=snippet(document.body, query),
        link=declared.link(document.key, user),
        on=document.on,
    )


def _checked(found: Found, query: Query, held: dict[str, frozenset[str]], *, relaxed: bool) -> Document | None:
    """Return the document as it is now, if this user may find it and it is still an answer; the index may be stale."""
    try:
        document = build(found.kind, found.key)
    except BuildError as error:
        _logger.warning("search: a document could not be built (%s)", error)
        return None
    if document is None or not may_find(document, held):
        return None
    return document if query.accepts(document.title, document.body, relaxed=relaxed) else None


def _from_index(query: Query, held: dict[str, frozenset[str]], *, relaxed: bool) -> Iterator[Found]:
    """Yield candidates best first, asking the engine for more only when they are needed."""
    seen: set[Found] = set()
    for limit in LIMITS:
        found = reader.find(query, held_tokens=held, relaxed=relaxed, limit=limit)
        fresh = [one for one in found if one not in seen]
        yield from fresh
        seen.update(fresh)
        if len(found) < limit:
            return


def _from_database(held: dict[str, frozenset[str]]) -> Iterator[Found]:
    return islice((Found(name, key) for name, key in every_identity(held)), MOST_BUILDS)


def _answers(
    candidates: Iterable[Found], query: Query, held: dict[str, frozenset[str]], *, relaxed: bool, most: int
) -> list[Document]:
    checked = (_checked(found, query, held, relaxed=relaxed) for found in candidates)
    return list(islice((document for document in checked if document), most))


def _look(query: Query, held: dict[str, frozenset[str]], *, relaxed: bool, most: int) -> tuple[list[Document], bool]:
    """Return at most `most` documents, and whether they are only part of the answer for want of an index."""
    try:
        return _answers(_from_index(query, held, relaxed=relaxed), query, held, relaxed=relaxed, most=most), False
    except EngineError:
        _logger.warning("search: the index cannot answer, the database does")
        return _answers(_from_database(held), query, held, relaxed=relaxed, most=most), True


def search(text: str, *, user: User | None, kinds: Collection[str] | None = None, page: int = 1) -> SearchPage:
    """Return one page of what `user` may find by `text`; any text is a valid query.

    Args:
        text: words, "phrases" in quotes, and -exclusions.
        user: who asks; None for the public.
        kinds: names of the kinds to look in; None for all.
        page: from 1; beyond the last page that can be shown it counts as that one.
    """
    page = max(1, min(page, LAST_PAGE))
    query, held = parse(text), tokens(user, kinds)
    documents: list[Document] = []
    relaxed = partial = False
    if not query.is_empty:
        most = page * PAGE_SIZE + 1
        documents, partial = _look(query, held, relaxed=False, most=most)
        if not documents and query.can_relax:
            documents, partial = _look(query, held, relaxed=True, most=most)
            relaxed = bool(documents)
    shown = documents[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    hits = tuple(_hit(document, query, user) for document in shown)
    more = len(documents) > page * PAGE_SIZE and page < LAST_PAGE
    return SearchPage(text=text, hits=hits, page=page, more=more, relaxed=relaxed, partial=partial)
