"""Effaces what a database keeps by itself, of an order of arrival and of deleted words; it owns no row.

It must never run in a transaction.

The pool's rows are random in name and place, but an engine also writes a log, in order. SQLite's write-ahead log keeps
every page as it was written until it is overwritten, the sealed rows among them, each with the digest that the
released report bears too: read from front to back it would tell who came first. PostgreSQL's table keeps deleted rows
in order of arrival until it is rewritten, and that of the buckets keeps one for each arrival with its unit. So after a
release the log is moved into the database and cut to nothing; PostgreSQL's tables are written anew, and its log is cut
where the server allows it (`feedback/write_ahead.py`). The daily erasure does the same with what was deleted.
"""

from django.db import connection
from django.db.models import F, Model

from feedback.models import Bucket, Message, PooledEntry, PooledFile, Report, ReportFile
from feedback.write_ahead import cut_log

_IN_ORDER = (PooledEntry, PooledFile, Bucket)
_OF_WORDS = (Report, Message, ReportFile)


def efface_order() -> bool:
    """Rewrite whatever shows the order in which entries came into the pool; return whether that was possible now.

    While somebody reads for longer than the database's patience, it is not: the schedule then does it later.
    """
    return _rewritten(_IN_ORDER)


def efface_words() -> bool:
    """Rewrite whatever still holds deleted words, messages and files; return whether that was possible now.

    On PostgreSQL nobody reads or writes reports meanwhile: seconds in each gigabyte.
    """
    return _rewritten(_OF_WORDS)


def _rewritten(models: tuple[type[Model], ...]) -> bool:
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        if Bucket in models:
            _even_out()
        for model in models:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001
    cut_log()
    return True


def _even_out() -> None:
    """Write each bucket once more, by its place: the number of the last writer would tell which unit came last."""
    for place in Bucket.objects.order_by("place").values_list("place", flat=True):
        Bucket.objects.filter(place=place).update(level=F("level"))
