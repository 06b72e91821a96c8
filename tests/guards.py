"""Takes the guards off rows that never change, for as long as a test needs, as whoever owns the database could."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLES = ("accounts_auditentry", "tolerance_criterion")


@contextmanager
def lowered_guards() -> Iterator[None]:
    """Let rows of the audit trail and of published criteria be changed until the block ends."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", [*TABLES])
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
