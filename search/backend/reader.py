"""Reads the index; owns one searcher per thread and generation, and the sets of permitted documents."""

import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.index import FileIndex

from search.backend import files
from search.backend.questions import audience_question, question
from search.backend.schema import SCHEMA, token
from search.query import Query

_ATTEMPTS = 8
_PAUSE = 0.02
# How many sets of permitted documents a thread keeps; each takes some megabytes at 100,000 documents.
_MOST_SETS = 8


class Found(NamedTuple):
    """The identity of a document in the index."""

    kind: str
    key: str


@dataclass
class _Open:
    """A searcher and what it was opened on."""

    folder: Path
    generation: int
    searcher: Any
    permitted: dict[frozenset[str], set[int]] = field(default_factory=dict)


_thread = threading.local()


def _open(folder: Path, held: _Open | None) -> _Open:
    generation = files.generation(folder)
    if held and (held.folder, held.generation) == (folder, generation):
        return held
    storage = files.SyncedStorage(str(folder))
    try:
        searcher = FileIndex(storage, schema=SCHEMA).searcher()
    except Exception:
        storage.abandon()
        raise
    if held:
        held.searcher.close()
    return _Open(folder, generation, searcher)


def _opened() -> _Open:
    """Return this thread's searcher on the newest generation; a commit in between is no error but a second attempt."""
    for attempt in range(_ATTEMPTS):
        folder = files.current()
        if folder is None:
            break
        try:
            _thread.held = held = _open(folder, getattr(_thread, "held", None))
        except Exception:  # noqa: BLE001  # Whoosh turns a file that a writer has just removed into errors of many kinds
            time.sleep(_PAUSE * (attempt + 1))
            continue
        return held
    if folder is not None:
        files.report_broken(folder)
    raise files.EngineError("there is no index that can be opened")


@contextmanager
def reading() -> Iterator[_Open]:
    """Hold this thread's searcher on the newest generation.

    Raises:
        EngineError: the index is missing or damaged.
    """
    held = _opened()
    try:
        yield held
    except Exception as error:  # noqa: BLE001  # a damaged file shows itself in errors of every kind
        # Whoever meets a damaged file says so; the next reader starts from a new searcher.
        with suppress(Exception):
            held.searcher.close()
        _thread.held = None
        files.report_broken(held.folder)
        raise files.failed("the index cannot be read", error) from None


def _permitted(held: _Open, tokens: frozenset[str]) -> set[int]:
    if tokens not in held.permitted:
        while len(held.permitted) >= _MOST_SETS:
            del held.permitted[next(iter(held.permitted))]
        held.permitted[tokens] = set(held.searcher.docs_for_query(audience_question(tokens)))
    return held.permitted[tokens]


def find(query: Query, *, held_tokens: Mapping[str, Collection[str]], relaxed: bool, limit: int) -> list[Found]:
    """Return the best documents that carry one of the tokens held for their kind, best first.

    Args:
        query: one that is not empty.
        held_tokens: audience tokens by kind; kinds not named are not looked in.
        relaxed: whether one of the terms is enough.
        limit: the most to return.

    Raises:
        EngineError: the index is missing or damaged.
    """
    tokens = frozenset(token(kind, one) for kind, many in held_tokens.items() for one in many)
    with reading() as held:
        permitted = _permitted(held, tokens) if tokens else set()
        # Whoosh takes an empty filter for no filter at all.
        if not permitted:
            return []
        results = held.searcher.search(question(query, relaxed=relaxed), limit=limit, filter=permitted)
        return [_found(hit["id"]) for hit in results]


def listing() -> dict[Found, list[str]]:
    """Return the fingerprints of every document in the index; more than one means that it is there twice.

    Raises:
        EngineError: the index is missing or damaged.
    """
    fingerprints: dict[Found, list[str]] = {}
    with reading() as held:
        for stored in held.searcher.all_stored_fields():
            fingerprints.setdefault(_found(stored["id"]), []).append(stored["fingerprint"])
    return fingerprints


def _found(identifier: str) -> Found:
    kind, _, key = identifier.partition(":")
    return Found(kind, key)
