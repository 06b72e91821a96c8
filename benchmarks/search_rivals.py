"""SQLite's FTS5 and tantivy over the same words, queries and filters, for `benchmarks.search`.

All three tell which documents are the best twenty; their texts lie in one SQLite table and are marked by one function,
for FTS5 and tantivy alone could only show words with spaces between them, as Chinese is not printed.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import tantivy

from search.backend import analysis
from search.query import parse
from search.registry import Document
from search.snippets import Marker

TOP = 20
TOKENS = ("public", "unit:3")
_HEAP = 128_000_000


class Engine(Protocol):
    """What is measured: `fill` builds an index in `folder`, `add` makes one document findable, `ask` finds the best."""

    folder: Path

    def fill(self, documents: Sequence[Document]) -> None:
        """Index all documents."""

    def add(self, document: Document) -> None:
        """Index one document more, and wait until it can be found."""

    def ask(self, text: str) -> Sequence[int]:
        """Return the numbers of the best documents for a query."""


class Texts:
    """What the documents say, as the product's database holds it, by their numbers."""

    def __init__(self, path: Path) -> None:
        """Open or make the database."""
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, title TEXT, body TEXT)")

    def fill(self, documents: Iterable[Document]) -> None:
        """Take all documents."""
        rows = ((int(document.key), document.title, document.body) for document in documents)
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")

    def shown(self, text: str, numbers: Sequence[int]) -> list[tuple[int, str, str]]:
        """Return number, title and passage of documents in this order, with what `text` asks for marked."""
        marker, places = Marker(parse(text)), ",".join("?" * len(numbers))
        found = self._database.execute(f"SELECT * FROM texts WHERE number IN ({places})", numbers)  # noqa: S608
        rows = {number: (number, marker.highlight(title), marker.snippet(body)) for number, title, body in found}
        return [rows[number] for number in numbers]


def words_of(document: Document) -> str:
    """Return the words of a document as the index has them, the title twice."""
    return " ".join(analysis.index_words(analysis.fold(f"{document.title} {document.title} {document.body}")))


def words_asked(text: str) -> list[str]:
    """Return the words of a query that must all be there."""
    return [term.text if term.han else term.stem for term in parse(text).marks()]


class Fts5:
    """SQLite's full text search."""

    def __init__(self, folder: Path) -> None:
        """Open or make the database."""
        self.folder = folder
        self._database = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE VIRTUAL TABLE IF NOT EXISTS notes USING"
            " fts5(words, token UNINDEXED, tokenize='unicode61');"
        )

    def fill(self, documents: Sequence[Document]) -> None:
        """Index all documents in one transaction."""
        rows = ((int(one.key), words_of(one), next(iter(one.audience))) for one in documents)
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO notes (rowid, words, token) VALUES (?, ?, ?)", rows)
        self._database.execute("COMMIT")
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def add(self, document: Document) -> None:
        """Index one document."""
        row = int(document.key), words_of(document), next(iter(document.audience))
        self._database.execute("INSERT INTO notes (rowid, words, token) VALUES (?, ?, ?)", row)

    def ask(self, text: str) -> Sequence[int]:
        """Return the numbers of the best rows."""
        asked = "SELECT rowid FROM notes WHERE notes MATCH ? AND token IN (?, ?) ORDER BY rank LIMIT ?"
        words = " ".join(f'"{word}"' for word in words_asked(text))
        return [number for (number,) in self._database.execute(asked, (words, *TOKENS, TOP))]


class Tantivy:
    """The engine in Rust."""

    def __init__(self, folder: Path) -> None:
        """Open or make the index."""
        self.folder = folder
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("words", stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("token", stored=False, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("number", fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer: Any = None

    def fill(self, documents: Sequence[Document]) -> None:
        """Index all documents and wait for its merging."""
        writer = self._index.writer(_HEAP, 2)
        for document in documents:
            writer.add_document(self._entry(document))
        writer.commit()
        writer.wait_merging_threads()

    def _entry(self, document: Document) -> tantivy.Document:
        token = next(iter(document.audience))
        return tantivy.Document(words=words_of(document), token=token, number=int(document.key))

    def add(self, document: Document) -> None:
        """Index one document with a writer that stays open."""
        self._writer = self._writer or self._index.writer(15_000_000, 1)
        self._writer.add_document(self._entry(document))
        self._writer.commit()
        self._index.reload()

    def ask(self, text: str) -> Sequence[int]:
        """Return the numbers of the best hits."""
        must, query = tantivy.Occur.Must, tantivy.Query
        either = [(tantivy.Occur.Should, query.term_query(self._schema, "token", token)) for token in TOKENS]
        parts = [(must, query.term_query(self._schema, "words", word)) for word in words_asked(text)]
        parts.append((must, query.const_score_query(query.boolean_query(either), 0.0)))
        searcher = self._index.searcher()
        hits = searcher.search(query.boolean_query(parts), TOP).hits
        return [int(one or 0) for one in searcher.fast_field_values("number", [place for _score, place in hits])]
