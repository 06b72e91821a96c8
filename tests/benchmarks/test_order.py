"""The order benchmark, small: three batches, in which no attack may come near the truth."""

import math
import statistics

import pytest

from benchmarks.order import measure, of_kind, strongest

BATCHES, SIZE = 3, 30
# How many of each kind a batch of thirty holds.
COUNTS = {"reports": 30, "codes": 55, "voices": 25, "files": 8}


def _far(count: int) -> float:
    """Return five times what the mean of the batches spreads by chance."""
    return 5 * math.sqrt(2 * (2 * count + 5) / (9 * count * (count - 1)) / BATCHES)


@pytest.mark.slow
def test_no_attack_finds_the_order_of_arrival() -> None:
    found = measure(batches=BATCHES, size=SIZE)
    for kind, count in COUNTS.items():
        tried = of_kind(found, kind)
        assert {f"{kind}: {name}" for name in ("row order", "identifiers", "log: last place of a name")} <= set(tried)
        assert _far(count) < 1  # an order that is kept would be seen
        assert {name for name, values in tried.items() if abs(statistics.fmean(values)) > _far(count)} == set()
    assert "reports: documents of the index" in found
    assert list(strongest(found)[1]) == ["tau", "low", "high", "batches"]


def test_the_strongest_attack_is_the_one_least_like_chance() -> None:
    found = {"kept": [0.9, 0.9], "noisy": [1.0, -0.2], "silent": [0.0, 0.0]}
    assert strongest(found)[0] == "kept"
    assert strongest({"noisy": [1.0, -0.2], "silent": [0.0, 0.0]})[0] == "noisy"
