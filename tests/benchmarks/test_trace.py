"""The trace benchmark: nothing is found, by a search that can find."""

import pytest

from benchmarks.marks import found
from benchmarks.trace import check_sight, measure, patterns


def test_every_pattern_is_found_where_it_was_put() -> None:
    every = patterns(["7K2M-9QXR-4TBC-0WHN-E5ZD"])
    assert len(every) > 40
    check_sight(every)


def test_a_file_that_is_not_there_is_not_counted(tmp_path: object) -> None:
    assert found([], {"x": b"x"}) == ([], 0, 0)


@pytest.mark.slow
def test_nothing_is_found() -> None:
    figures = measure()
    assert list(figures) == ["bytes", "files", "patterns", "found"]
    assert (figures["found"], figures["files"] > 20) == ([], True)
