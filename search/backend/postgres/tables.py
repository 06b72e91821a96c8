"""The tables of the index in PostgreSQL; owns their names, which of them are in use, and the writer's lock.

`searchindex_state` has one row, which names the tables in use. A new index is filled beside them and the row switched.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.db import DatabaseError, connection, transaction

from search.backend.files import EngineError, failed, stamp

# Every table of ours begins so; a backup leaves their rows out, since they hold words of what may be gone by then.
PREFIX = "searchindex_"
STATE = f"{PREFIX}state"
# Drawn once; the lock ends with the connection, however that ends.
_LOCK = 7_214_806_391
_NAME = re.compile(rf"{PREFIX}[0-9a-f]{{16}}")
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class State:
    """The index in use: the beginning of the names of its tables, what it was made for, and its sums."""

    name: str
    stamp: str
    documents: int
    words: int
    grams: int
    changes: int

    @property
    def entries(self) -> str:
        """The table of documents."""
        return f"{self.name}_entry"

    @property
    def terms(self) -> str:
        """The table that says in how many documents each lexeme is."""
        return f"{self.name}_term"


def rows(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows that a statement gives; names in it are our own, everything else comes as a value."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def state() -> State | None:
    """Return the index in use, or None where there is none."""
    if not rows("SELECT to_regclass(%s)", [STATE])[0][0]:
        return None
    found = rows(f"SELECT name, stamp, documents, words, grams, changes FROM {STATE}")  # noqa: S608  # our own name
    return State(*found[0]) if found and _NAME.fullmatch(found[0][0]) else None


@contextmanager
def reading() -> Iterator[State]:
    """Hold the index in use for a few statements.

    Raises:
        EngineError: there is none, or it was replaced meanwhile, or PostgreSQL refuses.
    """
    try:
        with transaction.atomic():
            held = state()
            if held is None:
                raise EngineError("there is no index")
            yield held
    except DatabaseError as error:
        raise failed("the index cannot be read", error) from None


@contextmanager
def writing() -> Iterator[bool]:
    """Hold the writer's lock if it is free, on all nodes together; yields whether it is held."""
    held = bool(rows("SELECT pg_try_advisory_lock(%s)", [_LOCK])[0][0])
    try:
        yield held
    finally:
        if held:
            rows("SELECT pg_advisory_unlock(%s)", [_LOCK])


def stale(kinds: Collection[str]) -> bool:
    """Return whether the worker must build a new index: there is none, or one of another shape."""
    held = state()
    return held is None or held.stamp != stamp(kinds) or not rows("SELECT to_regclass(%s)", [held.entries])[0][0]


def settle() -> None:
    """Wait for nothing: a new index is whole when it is switched to."""


def tidy() -> None:
    """Do what is due from time to time; PostgreSQL sees to it by itself."""


def new(kinds: Collection[str]) -> State:
    """Make the empty tables of a new index, and remove those that an earlier attempt left."""
    held = state()
    rows(
        f"CREATE TABLE IF NOT EXISTS {STATE} (one bool PRIMARY KEY DEFAULT true CHECK (one), name text NOT NULL,"
        " stamp text NOT NULL, documents bigint NOT NULL, words bigint NOT NULL, grams bigint NOT NULL,"
        " changes bigint NOT NULL)"
    )
    remove_others(held.name if held else "")
    fresh = State(PREFIX + token_hex(8), stamp(kinds), 0, 0, 0, 0)
    rows(
        f"CREATE TABLE {fresh.entries} (number bigserial PRIMARY KEY, id text UNIQUE NOT NULL,"
        ' fingerprint text NOT NULL, vector tsvector NOT NULL, "on" date, filters text[] NOT NULL,'
        " word_code smallint NOT NULL, gram_code smallint NOT NULL, word_size int NOT NULL, gram_size int NOT NULL)"
    )
    rows(f'CREATE TABLE {fresh.terms} (term text COLLATE "C" PRIMARY KEY, often int NOT NULL)')
    return fresh


def switch(fresh: State) -> None:
    """Make a filled index the one in use, and remove all others."""
    rows(f"CREATE INDEX ON {fresh.entries} USING gin (vector)")
    rows(f"ANALYZE {fresh.entries}")
    with transaction.atomic():
        found = rows(f"SELECT count(*), coalesce(sum(word_size), 0), coalesce(sum(gram_size), 0) FROM {fresh.entries}")  # noqa: S608
        rows(f"DELETE FROM {STATE}")  # noqa: S608
        rows(
            f"INSERT INTO {STATE} (name, stamp, documents, words, grams, changes) VALUES (%s, %s, %s, %s, %s, 0)",  # noqa: S608
            [fresh.name, fresh.stamp, *found[0]],
        )
        remove_others(fresh.name)


def remove_others(name: str) -> None:
    """Remove the tables of every index but one."""
    ours = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND starts_with(tablename, %s)"
    for (table,) in rows(ours, [PREFIX]):
        if _NAME.match(table) and not (name and table.startswith(name)):
            rows(f"DROP TABLE {table}")
