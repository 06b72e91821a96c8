"""One consistent look at the database; owns the isolation that figures need, never what is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all that is read inside be read from one state of the database.

    SQLite's IMMEDIATE transactions keep every writer out. PostgreSQL needs to be asked, before the first query.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
