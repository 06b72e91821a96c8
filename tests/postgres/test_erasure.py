"""What a cluster keeps of deleted words and files: nothing, neither in its tables nor in its write-ahead log."""

import os
from pathlib import Path

import pytest
from django.db import connection

from tests.feedback.tracing_files import follow


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not os.environ.get("QZ_DATABASE_URL"), reason="belongs to the step with PostgreSQL")
def test_neither_tables_nor_log_hold_anything_of_what_was_deleted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        cluster = Path(cursor.fetchone()[0])
    tables, log = follow(cluster / "base", cluster / "pg_wal")
    there = {name: tables.pop(name) > 0 for name in ("waiting", "released", "beside it")}
    assert there == {"waiting": True, "released": True, "beside it": True}
    gone = {"waiting, after the release": 0, "withdrawn": 0, "erased": 0, "words": 0}
    assert (tables, {name: log[name] for name in gone}) == (gone, gone)
