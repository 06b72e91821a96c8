"""One consistent look at the database; owns the isolation that figures need, never what is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all that is read inside be read from one state of the database, while others write; inside nobody does.

    SQLite's write-ahead log keeps that state for a reader who does not ask to write. PostgreSQL needs to be asked,
    before the first query.
    """
    outermost = not connection.in_atomic_block
    with _reading(), transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _reading() -> Iterator[None]:
    """Let a transaction that begins inside be one of a reader: IMMEDIATE ones would make all who write wait."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()  # which says what is usual
    wrapper: Any = connection
    usual, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        wrapper.transaction_mode = usual
