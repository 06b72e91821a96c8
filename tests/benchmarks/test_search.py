"""What the benchmark of the search tells of what it measured."""

import pytest

from benchmarks.search_table import brief, exponent, table

ROW = {
    "p50_ms": 0.25, "p95_ms": 0.5, "cpu_p50_ms": 0.2, "cpu_p95_ms": 0.4, "cold_p50_ms": 1.0, "cold_p95_ms": 2.0,
    "docs_per_s": 2_500.0, "visible_ms": 9.0, "visible_most_ms": 11.0, "mb": 26.5, "memory_mb": 100.0,
}  # fmt: skip
MEASURED = {
    size: {name: {**ROW, "p95_ms": p95} for name in ("ours", "fts5", "tantivy")}
    for size, p95 in ((2_000, 0.9), (20_000, 0.5), (100_000, 0.5 * 5**0.25))
}


@pytest.mark.parametrize(
    ("times", "grown"),
    [
        ({}, None),
        ({20_000: 1.0}, None),
        ({1_000: 1.0, 10_000: 10.0}, 1.0),
        ({1: 9.0, 1_000: 1.0, 10_000: 1.0}, 0.0),
        ({20_000: 1.0, 100_000: 5.0, 200_000: 5.0}, 1.0),
    ],
)
def test_growth_is_told_from_20000_to_100000_or_between_the_last_two(
    times: dict[int, float], grown: float | None
) -> None:
    assert exponent(times) == (grown if grown is None else pytest.approx(grown))


def test_the_brief_has_the_five_numbers_of_each_engine_and_the_growth() -> None:
    five = {"p50_ms": 0.25, "docs_per_s": 2_500.0, "visible_ms": 9.0, "mb": 26.5}
    row = {size: {**five, "p95_ms": p95} for size, p95 in (("2000", 0.9), ("20000", 0.5), ("100000", 0.748))}
    every = {size: dict.fromkeys(("ours", "fts5", "tantivy"), one) for size, one in row.items()}
    assert brief(MEASURED) == {**every, "exponent_p95": 0.25}
    assert brief({20_000: MEASURED[20_000]})["exponent_p95"] is None


def test_cold_words_have_a_row_of_their_own() -> None:
    lines = list(table({20_000: MEASURED[20_000]}, 250.0, 2_000))
    assert "  20000 cold     ours     cold_p50_ms 1.00  cold_p95_ms 2.00" in lines
    assert sum(line.startswith("  20000 warm") for line in lines) == 3
    assert not any("page" in line for line in lines)
    assert lines[-1] == (
        "20000 documents in bulk: 10.0 times the 250 a second of Whoosh's own writer, which was measured on 2000"
    )
