"""The benchmark of pages, small: every page that exists is opened, and none asks more of a larger organisation."""

import pytest

from benchmarks.pages import PAGES, figures, percentile


@pytest.mark.slow
def test_no_page_asks_more_for_more_rows() -> None:
    found, missed = figures(reports=1_200, units=75, rounds=2)
    assert set(found["pages"]) == {page[0] for page in PAGES}
    assert all(set(row) == {"queries", "p95_ms"} for row in found["pages"].values())
    assert [line for line in missed if "queries" in line] == []


def test_the_percentile_is_in_milliseconds() -> None:
    assert percentile([0.01] * 19 + [0.1] * 2) == 100.0
