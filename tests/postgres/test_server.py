"""What only PostgreSQL can show: one steady look at it, and a log that says nothing of a reporter."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from digests.snapshot import snapshot
from feedback import receipts
from feedback.intake import Content
from feedback.models import PooledEntry
from feedback.services import add_message, submit_report
from search.models import DirtyMark
from tests.conftest import Organisation

pytestmark = pytest.mark.skipif(
    not os.environ.get("QZ_DATABASE_URL"), reason="needs the PostgreSQL that `python -m tests.postgres` starts"
)
DAY = date(2026, 3, 2)


def _log() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return (Path(cursor.fetchone()[0]) / "server.log").read_text(errors="replace")


def _write_beside() -> None:
    """Write a row as somebody else would, in a connection of its own."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_dirtymark (kind, key, version, failures) VALUES ('report', 'beside', 1, 0)"
            )
    finally:
        other.close()


def test_what_is_sent_twice_leaves_no_line_in_the_log(organisation: Organisation) -> None:
    receipt = receipts.new()
    content = Content(category="B03", words="同一份台账", receiving_unit=organisation.county.pk)
    for _ in range(2):
        submit_report(receipt=receipt, content=content, today=DAY)
        add_message(receipt=receipt, text="又多了一列", today=DAY)
    entries = list(PooledEntry.objects.values_list("receipt_digest", "once"))
    assert len(entries) == 2
    assert [value for entry in entries for value in entry if value in _log()] == []


@pytest.mark.django_db(transaction=True)
def test_the_log_would_show_a_statement_that_fails() -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 'a statement that fails' FROM nowhere")
    assert "a statement that fails" in _log()


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_does_not_see_what_is_written_meanwhile() -> None:
    with snapshot():
        before = DirtyMark.objects.count()
        _write_beside()
        assert DirtyMark.objects.count() == before == 0
    assert DirtyMark.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_writes_nothing() -> None:
    with pytest.raises(DatabaseError, match="read-only"), snapshot():
        DirtyMark.objects.create(kind="report", key="one")
