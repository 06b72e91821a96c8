"""Measures how good answers are: `python -m benchmarks.relevance --data REPORTS.jsonl --queries QUERIES.jsonl --json`.

Without files it takes the project's own judged set in `benchmarks/data/`, and of it the part that `--part` names:
ranking is tuned on `tune` alone, `test` is for looking at the end. A line of the data needs `id`, `title` and `text`,
and may have `asked_by`, `task`, `data_items`; a line of the queries needs `q` and `relevant`: identifiers, or
identifiers with grades.

Beside ours stand SQLite's FTS5 on the same words, FTS5 on pairs of characters, and Whoosh as it comes, each asked for
any of the words, since asking for all of them only leaves out.
"""

import argparse
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Mapping
from math import log2
from pathlib import Path
from typing import Any

TOP = 20
DATA = Path(__file__).parent / "data"
Ask = Callable[[str], list[str]]
Text = tuple[str, str]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file that has one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def texts_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Text]:
    """Return title and body by identifier, as the product puts them together."""
    found = {}
    for row in rows:
        items = row.get("data_items") or []
        rest = [
            row["text"],
            row.get("asked_by"),
            row.get("task"),
            "、".join(items) if isinstance(items, list) else items,
        ]
        found[str(row["id"])] = (str(row.get("title") or ""), "\n".join(filter(None, rest)))
    return found


def grades_of(query: Mapping[str, Any]) -> dict[str, int]:
    """Return the grade of each document judged relevant; 1 where only named."""
    relevant = query["relevant"]
    return dict(relevant) if isinstance(relevant, dict) else dict.fromkeys(relevant, 1)


def ndcg(found: list[str], grades: Mapping[str, int], most: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first `most`."""
    gained = sum((2 ** grades.get(key, 0) - 1) / log2(place + 2) for place, key in enumerate(found[:most]))
    best = sorted(grades.values(), reverse=True)[:most]
    ideal = sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(best))
    return gained / ideal if ideal else 0.0


def recall(found: list[str], grades: Mapping[str, int], most: int = TOP) -> float:
    """Return which part of what is relevant is among the first `most`."""
    return len(grades.keys() & set(found[:most])) / len(grades) if grades else 0.0


def ours(texts: Mapping[str, Text]) -> Ask:
    """Return the product's own search over the texts, read again and checked as for a page."""
    from search.backend import writer  # noqa: PLC0415  # only after django.setup
    from search.candidates import asked_by  # noqa: PLC0415
    from search.finding import answer  # noqa: PLC0415
    from search.lexicon import build, shipped  # noqa: PLC0415
    from search.registry import PUBLIC, Document, Kind, register  # noqa: PLC0415

    everyone = frozenset({PUBLIC})
    documents = {key: Document("sample", key, *text, everyone) for key, text in texts.items()}
    register(
        Kind("sample", "sample", lambda: documents, documents.get, lambda _user: everyone, lambda key, _user: key)
    )  # fmt: skip
    writer.rebuild(documents.values(), ["sample"])
    words = build(shipped())

    def ask(text: str) -> list[str]:
        found = answer(text, asked_by(text, None, ["sample"], words), words, TOP)
        if not found.documents and found.suggestion:
            found = answer(found.suggestion, asked_by(found.suggestion, None, ["sample"], words), words, TOP)
        return [document.key for document in found.documents]

    return ask


def _fts5(texts: Mapping[str, Text], cut: Callable[[str], list[str]]) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE notes USING fts5(key UNINDEXED, words, tokenize='unicode61')")
    rows = ((key, " ".join(cut(f"{title}\n{title}\n{body}"))) for key, (title, body) in texts.items())
    database.executemany("INSERT INTO notes VALUES (?, ?)", rows)

    def ask(text: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in cut(text))
        asked = "SELECT key FROM notes WHERE notes MATCH ? ORDER BY rank LIMIT ?"
        return [key for (key,) in database.execute(asked, (words, TOP))] if words else []

    return ask


def fts5(texts: Mapping[str, Text]) -> Ask:
    """Return FTS5 over the words that our index holds too."""
    from search.backend import analysis  # noqa: PLC0415

    return _fts5(texts, lambda text: analysis.index_words(analysis.fold(text)))


def bigrams(texts: Mapping[str, Text]) -> Ask:
    """Return FTS5 over neighbouring characters."""
    from search.backend import analysis  # noqa: PLC0415

    def cut(text: str) -> list[str]:
        runs = analysis.runs(analysis.fold(text))
        return [piece for run in runs for piece in (analysis.bigrams(run.text) if run.han else [run.text])]

    return _fts5(texts, cut)


def stock(texts: Mapping[str, Text]) -> Ask:
    """Return Whoosh with its own BM25F over our words, title and body as two fields."""
    from whoosh import fields, index, query  # noqa: PLC0415

    from search.backend import analysis  # noqa: PLC0415

    def cut(text: str) -> list[str]:
        return analysis.index_words(analysis.fold(text))

    schema = fields.Schema(key=fields.STORED(), title=fields.TEXT(phrase=False), body=fields.TEXT(phrase=False))
    made = index.create_in(tempfile.mkdtemp(), schema)
    writer = made.writer()
    for key, (title, body) in texts.items():
        writer.add_document(key=key, title=cut(title), body=cut(body))
    writer.commit()
    searcher = made.searcher()

    def ask(text: str) -> list[str]:
        words = [query.Term(name, word) for word in cut(text) for name in ("title", "body")]
        return [hit["key"] for hit in searcher.search(query.Or(words), limit=TOP)]

    return ask


def measure(texts: Mapping[str, Text], queries: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the means over all queries for each of the four."""
    results = {}
    for name, make in {"ours": ours, "fts5": fts5, "bigrams": bigrams, "stock": stock}.items():
        ask = make(texts)
        judged = [(ask(str(query["q"])), grades_of(query)) for query in queries]
        results[name] = {
            "ndcg10": round(sum(ndcg(found, grades) for found, grades in judged) / len(judged), 4),
            "recall20": round(sum(recall(found, grades) for found, grades in judged) / len(judged), 4),
        }
    return results


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how good answers are.")
    parser.add_argument("--data", type=Path, default=DATA / "burdens.jsonl")
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--part", choices=["tune", "test"], default="tune", help="of the project's own queries")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["QZ_DATA"] = tempfile.mkdtemp()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  # the settings must be named first

    django.setup()
    queries = read_lines(options.queries or DATA / f"queries_{options.part}.jsonl")
    results = measure(texts_of(read_lines(options.data)), queries)
    if options.json:
        print(json.dumps(results))
    else:
        for name, row in results.items():
            print(f"{name:<8}", "  ".join(f"{key} {value:.3f}" for key, value in row.items()))


if __name__ == "__main__":
    main()
