"""The submission benchmark, small: whatever was acknowledged is there."""

import pytest

from benchmarks.submit import measure


@pytest.mark.slow
def test_no_acknowledged_report_is_lost() -> None:
    figures = measure(rounds=2, seconds=1)
    assert list(figures) == ["median_s", "p95_s", "store_median_ms", "per_second", "lost", "errors"]
    assert list(figures["per_second"]) == ["4", "32"]
    assert (figures["lost"], figures["errors"]) == (0, 0)
