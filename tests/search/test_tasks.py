"""The task that keeps the index small and forgetful."""

import pytest

from search import services
from search.backend import files
from search.tasks import compact
from tests.search.conftest import Shelf, found


def _bytes_on_disk() -> bytes:
    return b"".join(path.read_bytes() for path in files.root().rglob("*") if path.is_file())


@pytest.mark.usefixtures("in_files")
def test_words_of_what_is_gone_leave_the_disk(notes: Shelf) -> None:
    """One segment stays until it is merged; a word in no other document shows whether it is still there."""
    for number in range(9):
        notes.put(str(number), "报表")
    notes.put("gone", "xyzzyplugh")
    services.drain()
    notes.drop("gone")
    services.drain()
    assert b"xyzzyplugh" in _bytes_on_disk()
    assert compact.func()
    assert b"xyzzyplugh" not in _bytes_on_disk()
    assert len(found("报表")) == 9
