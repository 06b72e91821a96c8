"""What a cluster keeps of deleted words and files: its tables nothing, its write-ahead log all of it."""

import os
from pathlib import Path

import pytest
from django.db import connection

from tests.feedback.tracing_files import follow


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not os.environ.get("QZ_DATABASE_URL"), reason="belongs to the step with PostgreSQL")
def test_the_tables_hold_nothing_of_what_was_deleted_and_the_log_does() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        cluster = Path(cursor.fetchone()[0])
    tables, log = follow(cluster / "base", cluster / "pg_wal")
    there = {name: tables.pop(name) > 0 for name in ("waiting", "released", "beside it")}
    assert there == {"waiting": True, "released": True, "beside it": True}
    assert tables == {"waiting, after the release": 0, "withdrawn": 0, "erased": 0, "words": 0}
    assert (log["erased"] > 0, log["words"]) == (True, 1)
