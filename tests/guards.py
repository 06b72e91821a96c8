"""Takes the guards off the audit trail for as long as a test needs, as whoever owns the database could."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLE = "accounts_auditentry"


@contextmanager
def lowered_guards() -> Iterator[None]:
    """Let rows of the audit trail be changed until the block ends."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
