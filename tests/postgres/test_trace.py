"""The trace benchmark on a PostgreSQL of its own: tables, write-ahead log and server log are read to the last byte."""

import os

import pytest

from benchmarks.trace import measure


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("QZ_DATABASE_URL"), reason="belongs to the step with PostgreSQL")
def test_nothing_is_found_in_a_cluster() -> None:
    figures = measure(postgres=True)
    assert (figures["found"], figures["files"] > 1000) == ([], True)
