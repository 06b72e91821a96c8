"""Puts what `benchmarks.search` measured into a table, and into the few numbers that a machine compares."""

from collections.abc import Iterator, Mapping, Sequence
from math import log

Row = Mapping[str, float]
Sizes = Mapping[int, Mapping[str, Row]]

BRIEF = ("p50_ms", "p95_ms", "docs_per_s", "visible_ms", "mb")
_COLUMNS = {
    "warm": ("p50_ms", "p95_ms", "cpu_p50_ms", "cpu_p95_ms"),
    "shown": ("shown_p50_ms", "shown_p95_ms"),
    "cold": ("cold_p50_ms", "cold_p95_ms"),
    "build": ("docs_per_s", "merge_s", "mb", "memory_mb"),
    "one more": ("visible_ms", "visible_most_ms"),
    "page": ("page_p50_ms", "page_p95_ms"),
}
# Between these two sizes growth is told, where both were measured.
_SPAN = (20_000, 100_000)


def exponent(sizes: Mapping[int, float]) -> float | None:
    """Return the power of the number of documents with which a time grows, or None where one size alone was measured.

    Args:
        sizes: the time at each number of documents; 20,000 and 100,000 count where they are there, else the last two.
    """
    ends = _SPAN if all(size in sizes for size in _SPAN) else tuple(sorted(sizes)[-2:])
    if len(ends) < 2:  # noqa: PLR2004  # growth is between two
        return None
    low, high = ends
    return log(sizes[high] / sizes[low]) / log(high / low)


def brief(measured: Sizes) -> dict[str, object]:
    """Return, by size and engine, the five numbers that are compared, and the growth of our 95th percentile."""
    rows: dict[str, object] = {
        str(size): {name: {key: round(row[key], 3) for key in BRIEF} for name, row in engines.items()}
        for size, engines in measured.items()
    }
    grown = exponent({size: engines["ours"]["p95_ms"] for size, engines in measured.items()})
    return {**rows, "exponent_p95": None if grown is None else round(grown, 3)}


def table(measured: Sizes, stock_docs_per_s: float, sampled: int) -> Iterator[str]:
    """Yield the lines of the table: for each size and matter a row of each engine, then what is told once.

    Args:
        measured: rows by size and engine.
        stock_docs_per_s: how many documents a second Whoosh's own writer takes.
        sampled: on how many documents that was measured.
    """
    for size, engines in measured.items():
        for matter, columns in _COLUMNS.items():
            for name, row in engines.items():
                yield from _line(f"{size:>7} {matter:<8} {name:<8}", row, columns)
    for name in ("ours", "fts5", "tantivy"):
        grown = exponent({size: engines[name]["p95_ms"] for size, engines in measured.items()})
        if grown is not None:
            yield f"growth of p95, {name}: documents to the power of {grown:.2f}"
    for size, engines in measured.items():
        times = engines["ours"]["docs_per_s"] / stock_docs_per_s
        stock = f"{stock_docs_per_s:.0f} a second of Whoosh's own writer, which was measured on {sampled}"
        yield f"{size} documents in bulk: {times:.1f} times the {stock}"


def _line(head: str, row: Row, columns: Sequence[str]) -> Iterator[str]:
    cells = [f"{column} {row[column]:.2f}" for column in columns if column in row]
    if cells:
        yield f"{head} {'  '.join(cells)}"
