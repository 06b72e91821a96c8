"""Answers a search; owns paging and the last check of permission, and never shows what was not built anew."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.functional import _StrPromise
from django.utils.safestring import SafeString

from accounts.models import User

PAGE_SIZE = 20


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
    label: "str | _StrPromise"
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


def search(text: str, *, user: User | None, kinds: Collection[str] | None = None, page: int = 1) -> SearchPage:
    """Return one page of what `user` may find by `text`; any text is a valid query.

    Args:
        text: words, "phrases" in quotes, and -exclusions.
        user: who asks; None for the public.
        kinds: names of the kinds to look in; None for all.
        page: from 1.
    """
    del user, kinds
    return SearchPage(text=text, hits=(), page=page, more=False, relaxed=False, partial=False)
