"""Fetches what may answer a query and checks each document anew; owns windows, and that nothing unchecked leaves here.

The index may be behind by a second: a document is built from the database, its audience compared with what the user
holds now, and its text with the query. Order within a window is `ranking`'s; windows follow the index's own order, so
that a page stays what it is while one leafs on.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from django.utils import timezone

from accounts.models import User
from search.backend import reader
from search.backend.engines import engine
from search.backend.files import EngineError
from search.backend.questions import question
from search.backend.schema import Found
from search.backend.snapshots import Scope
from search.facets import FACETS, Held, Names, Wishes
from search.indexing import build_all, every_identity
from search.lexicon import Lexicon
from search.query import Query, parse
from search.ranking import best_first, newest_first
from search.registry import Document
from search.visibility import may_find, tokens

# The index is asked for this many candidates, and for more if too few of them stand the check.
LIMITS = (120, 1_200, 12_000)
WINDOW = 40
# So many can be leafed through, for each is built from the database. One more is looked for, to know whether there is
# more.
MOST_SHOWN = 500
# Without an index at most this many documents are looked through.
MOST_BUILDS = 1_000
_logger = logging.getLogger(__name__)
Scored = tuple[Found, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of one user: what is held, what the field words mean, and the day that newness is reckoned from."""

    query: Query
    held: Held
    wishes: Wishes
    today: date
    relaxed: bool = False

    def scope(self, kinds: Collection[str] | None = None) -> Scope:
        """Return what of the index may be looked at; `kinds` names those wanted, None all."""
        days = self.query.days
        held = {name: held for name, held in self.held.items() if kinds is None or name in kinds}
        return reader.scope(held, self.wishes.narrow(), days.since, days.until)

    def loosened(self, text: str, words: Lexicon) -> "Asked":
        """Return the same, but content with some of the words."""
        return replace(self, query=parse(text, words.loose()), relaxed=True)

    def instead(self, query: Query) -> "Asked":
        """Return another query of the same user."""
        return replace(self, query=query)

    def checked(self, found: Iterable[Found]) -> list[Document]:
        """Return the documents as they are now that this user may find and that are answers still, in this order."""
        identities = list(found)
        built = build_all(identities)
        return [built[one] for one in identities if one in built and self._accepts(built[one])]

    def tolerates(self, document: Document) -> bool:
        """Return whether this user may find a document, and field words, phrases and exclusions allow it."""
        return self._permits(document) and self.query.tolerates(document.title, document.body)

    def _permits(self, document: Document) -> bool:
        return may_find(document, self.held) and self.query.days.hold(document.on) and self.wishes.admit(document)

    def _accepts(self, document: Document) -> bool:
        return self._permits(document) and self.query.accepts(document.title, document.body, relaxed=self.relaxed)


def wishes_of(query: Query, held: Held, names: Names) -> Wishes:
    """Return what the field words of a query mean among the values that the user may find.

    Raises:
        EngineError: there is no index; nothing is known then.
    """
    if not query.narrowed:
        return Wishes((), {}, names)
    everything = question(Query(), relaxed=False)
    answer = engine().ask(everything, reader.scope(held), limit=0, count=["kind", *FACETS])
    return Wishes(query.narrowed, answer.counts, names)


def asked_by(text: str, user: User | None, kinds: Collection[str] | None, words: Lexicon) -> Asked:
    """Return what a text asks for when this user types it, read with some words of the organisation's own."""
    query, held, names = parse(text, words), tokens(user, kinds), Names()
    try:
        wishes = wishes_of(query, held, names)
    except EngineError:
        wishes = Wishes(query.narrowed, {}, names)
    return Asked(query, held, wishes, timezone.localdate())


def from_index(asked: Asked, *, newest: bool = False) -> Iterator[list[Scored]]:
    """Yield windows of candidates, best or newest first, asking the index for more only when they are needed.

    Raises:
        EngineError: the index is missing or damaged.
    """
    seen = 0
    asking = question(asked.query, relaxed=asked.relaxed)
    for limit in LIMITS:
        hits = engine().ask(asking, asked.scope(), limit=limit, newest=newest).hits
        for start in range(seen, len(hits), WINDOW):
            yield hits[start : start + WINDOW]
        if len(hits) < limit:
            return
        seen = len(hits)


def from_database(held: Held) -> Iterator[list[Scored]]:
    """Yield windows of whatever is searchable, without an order."""
    rest = islice(((Found(name, key), 1.0) for name, key in every_identity(held)), MOST_BUILDS)
    while window := list(islice(rest, WINDOW)):
        yield window


def answers(windows: Iterable[list[Scored]], asked: Asked, most: int, *, as_given: bool = False) -> list[Document]:
    """Return the first `most` documents that stand the check: the best, or in the order given if that is `as_given`."""
    documents: list[Document] = []
    seen: set[Found] = set()
    for window in windows:
        scores = {found: score for found, score in window if found not in seen}
        seen.update(scores)
        checked = asked.checked(scores)
        if as_given:
            documents += checked
        else:
            documents += best_first(((one, scores[Found(one.kind, one.key)]) for one in checked), asked.today)
        if len(documents) >= most:
            break
    return documents[:most]


def look(asked: Asked, most: int, *, newest: bool = False) -> tuple[list[Document], bool]:
    """Return at most `most` documents, and whether they are only part of the answer for want of an index."""
    try:
        # The days of the index decide which are the newest of everything found, so a page stays while one leafs on.
        return answers(from_index(asked, newest=newest), asked, most, as_given=newest), False
    except EngineError:
        _logger.warning("search: the index cannot answer, the database does")
        there = answers(from_database(asked.held), asked, MOST_BUILDS if newest else most)
        return (newest_first(there)[:most] if newest else there), True
