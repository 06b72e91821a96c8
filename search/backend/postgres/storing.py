"""Writes the index in PostgreSQL; owns that documents, numbers of documents and sums change in one transaction.

Call it only while `tables.writing` is held.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection, transaction

from search.backend.files import EngineError, failed
from search.backend.postgres.lexemes import PREFIXES, SCORED, Row, row
from search.backend.postgres.tables import STATE, State, new, remove_others, rows, state, switch
from search.registry import Document

CHUNK = 500
_SCORED = tuple(PREFIXES[name] for name in SCORED)


def apply(documents: Collection[Document], identifiers: Collection[str]) -> None:
    """Replace the entries of `identifiers` by `documents` in one step; those without a document go.

    Raises:
        EngineError: the index could not be written; nothing changed.
    """
    held = state()
    if held is None:
        raise EngineError("there is no index")
    written = [row(document) for document in documents]
    try:
        with transaction.atomic():
            changed, sums = _removed(held, identifiers)
            for one in written:
                changed.update(one.terms)
            _insert(held, written)
            _count(held, changed)
            added = [len(written), *(sum(one.sizes[at] for one in written) for at in range(len(SCORED)))]
            rows(
                f"UPDATE {STATE} SET documents = documents + %s, words = words + %s, grams = grams + %s,"  # noqa: S608
                " changes = changes + 1",
                [more - less for more, less in zip(added, sums, strict=True)],
            )
    except DatabaseError as error:
        raise failed("the index cannot be written", error) from None


def rebuild(documents: Iterable[Document], kinds: Collection[str]) -> None:
    """Write a new index of all `documents` beside the one in use, then switch to it.

    Args:
        documents: every searchable document, once.
        kinds: the names of all kinds.

    Raises:
        EngineError: it could not be written; the index in use stays, as it does if `documents` raises.
    """
    try:
        fresh = new(kinds)
        for chunk in _chunks(iter(documents)):
            written = [row(document) for document in chunk]
            with transaction.atomic():
                _insert(fresh, written)
                _count(fresh, Counter(term for one in written for term in one.terms))
        switch(fresh)
    except DatabaseError as error:
        raise failed("the new index cannot be written", error) from None


def forget() -> None:
    """Remove the index; the next drain builds it anew."""
    remove_others("")
    rows(f"DROP TABLE IF EXISTS {STATE}")


def _chunks(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while chunk := list(islice(documents, CHUNK)):
        yield chunk


def _removed(held: State, identifiers: Collection[str]) -> tuple[Counter[str], list[int]]:
    """Delete documents; return what that takes from the counts, and from the sums."""
    gone = rows(
        f"DELETE FROM {held.entries} WHERE id = ANY(%s) RETURNING tsvector_to_array(vector), word_size, gram_size",  # noqa: S608
        [list(identifiers)],
    )
    changed: Counter[str] = Counter()
    for terms, _words, _grams in gone:
        changed.subtract(term for term in terms if term.startswith(_SCORED))
    return changed, [len(gone), sum(one[1] for one in gone), sum(one[2] for one in gone)]


def _insert(held: State, written: Collection[Row]) -> None:
    values: list[list[Any]] = [
        [one.identifier, one.fingerprint, one.vector, one.on, one.filters, *one.codes, *one.sizes] for one in written
    ]
    statement = (
        f'INSERT INTO {held.entries} (id, fingerprint, vector, "on", filters, word_code, gram_code, word_size,'  # noqa: S608
        " gram_size) VALUES (%s, %s, %s::tsvector, %s, %s, %s, %s, %s, %s)"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _count(held: State, changed: Counter[str]) -> None:
    """Keep in how many documents each lexeme is."""
    differences = {term: by for term, by in changed.items() if by}
    if not differences:
        return
    # In one order, so that the file on the disk tells no order of words in a text.
    terms = sorted(differences)
    rows(
        f"INSERT INTO {held.terms} AS t SELECT * FROM unnest(%s::text[], %s::int[])"  # noqa: S608
        " ON CONFLICT (term) DO UPDATE SET often = t.often + excluded.often",
        [terms, [differences[term] for term in terms]],
    )
    lowered = [term for term in terms if differences[term] < 0]
    rows(f"DELETE FROM {held.terms} WHERE term = ANY(%s) AND often <= 0", [lowered])  # noqa: S608
