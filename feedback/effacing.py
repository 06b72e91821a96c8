"""Effaces what a database keeps by itself of an order of arrival; owns no row, and must never run in a transaction.

The pool's rows are random in name and place, but an engine also writes a log, in order. SQLite's write-ahead log keeps
every page as it was written until it is overwritten, the sealed rows among them, each with the digest that the
released report bears too: read from front to back it would tell who came first. PostgreSQL's table keeps deleted rows
in order of arrival until it is rewritten, and that of the buckets keeps one for each arrival with its unit. So after a
release the log is moved into the database and cut to nothing, or the tables are written anew.

PostgreSQL's own write-ahead log cannot be cut from here: `docs/threat-model.md` says what that means.
"""

from django.db import connection

from feedback.models import Bucket, PooledEntry, PooledFile


def efface_order() -> bool:
    """Rewrite whatever shows the order in which entries came into the pool; return whether that was possible now.

    While somebody reads for longer than the database's patience, it is not: the schedule then does it later.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        if connection.vendor == "postgresql":
            for model in (PooledEntry, PooledFile, Bucket):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001
    return True
