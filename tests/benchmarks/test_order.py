"""The order benchmark, small: three batches, in which no attack may come near the truth."""

import pytest

from benchmarks.order import measure, strongest


@pytest.mark.slow
def test_no_attack_finds_the_order_of_arrival() -> None:
    found = measure(batches=3, size=30)
    assert {"row order", "identifiers", "documents of the index", "log: last place of a name"} <= set(found)
    name, figures = strongest(found)
    assert set(figures) == {"tau", "low", "high", "batches"}
    assert figures["batches"] == 3
    # By chance the mean of three spreads by 0.074: this is over six of them, even for the strongest of many attacks.
    assert abs(figures["tau"]) < 0.45, name
