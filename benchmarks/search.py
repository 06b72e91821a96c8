"""Measures the search engine beside SQLite's FTS5 on the same words: `python -m benchmarks.search --docs 2000,20000`.

Both get the documents of `search_corpus`, queries from one unit of twelve, and return the best twenty. What a page does
beyond that (building each hit anew, the check of its audience, highlights) is not in these numbers. `cold` is the first
pass over all queries on a fresh searcher, `p50` and `p95` the second.
"""

import argparse
import json
import os
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TOP = 20
Row = dict[str, float]


def _times(act: Callable[[str], object], texts: list[str]) -> list[float]:
    spent = []
    for text in texts:
        start = time.perf_counter()
        act(text)
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def _row(act: Callable[[str], object], texts: list[str], rate: float, megabytes: float, visible: float) -> Row:
    cold, warm = _times(act, texts), _times(act, texts)
    twenty = statistics.quantiles(warm, n=20)
    return {
        "cold_p95_ms": statistics.quantiles(cold, n=20)[18], "p50_ms": twenty[9], "p95_ms": twenty[18],
        "docs_per_s": rate, "visible_ms": visible, "mb": megabytes,
    }  # fmt: skip


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def ours(count: int, texts: list[str]) -> Row:
    """Return what our engine takes for `count` documents."""
    from benchmarks.search_corpus import documents  # noqa: PLC0415  # only after django.setup
    from search.backend import files, reader, writer  # noqa: PLC0415
    from search.query import parse  # noqa: PLC0415
    from search.registry import Document  # noqa: PLC0415

    held = {"note": {"public", "unit:3"}}

    def ask(text: str) -> object:
        return reader.find(parse(text), held_tokens=held, relaxed=False, limit=TOP)

    start = time.perf_counter()
    writer.rebuild(documents(count), ["note"])
    rate = count / (time.perf_counter() - start)
    start = time.perf_counter()
    writer.apply([Document("note", "new", "新来的一件", "", frozenset({"public"}))], ["note:new"])
    assert ask("新来的一件")  # noqa: S101  # or the number would mean nothing
    visible = (time.perf_counter() - start) * 1000
    return _row(ask, texts, rate, _megabytes(files.root()), visible)


def fts5(count: int, texts: list[str]) -> Row:
    """Return what FTS5 takes for the same documents, cut into the same words in Python."""
    from benchmarks.search_corpus import documents  # noqa: PLC0415
    from search.backend import analysis  # noqa: PLC0415
    from search.query import parse  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp())
    database = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode=WAL; CREATE VIRTUAL TABLE notes USING fts5(words, token UNINDEXED, tokenize='unicode61');"
    )

    def insert(title: str, body: str, token: str) -> None:
        words = " ".join(analysis.index_words(analysis.fold(f"{title} {title} {body}")))
        database.execute("INSERT INTO notes VALUES (?, ?)", (words, token))

    def ask(text: str) -> object:
        words = " ".join(f'"{term.text if term.han else term.stem}"' for term in parse(text).marks())
        asked = "SELECT rowid FROM notes WHERE notes MATCH ? AND token IN ('public', 'unit:3') ORDER BY rank LIMIT ?"
        return database.execute(asked, (words, TOP)).fetchall()

    start = time.perf_counter()
    database.execute("BEGIN")
    for document in documents(count):
        insert(document.title, document.body, next(iter(document.audience)))
    database.execute("COMMIT")
    rate = count / (time.perf_counter() - start)
    start = time.perf_counter()
    insert("新来的一件", "", "public")
    ask("新来的一件")
    visible = (time.perf_counter() - start) * 1000
    return _row(ask, texts, rate, _megabytes(folder), visible)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the search engine.")
    parser.add_argument("--docs", default="2000,20000")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415  # the settings must be named first

    django.setup()
    from benchmarks.search_corpus import queries  # noqa: PLC0415

    texts = queries(options.queries)
    results: dict[str, object] = {}
    for count in map(int, options.docs.split(",")):
        results[str(count)] = {"ours": ours(count, texts), "fts5": fts5(count, texts)}
        for name, row in results[str(count)].items():  # type: ignore[attr-defined]
            if not options.json:
                print(
                    f"{count:>7} {name:<5}", "  ".join(f"{key} {value:.2f}" for key, value in row.items()), flush=True
                )
    results["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(results) if options.json else f"most memory {results['memory_mb']:.0f} MB")


if __name__ == "__main__":
    main()
