"""Whoosh as it comes, as the measure of our own scoring: its readers, matchers and BM25F on the same folder."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from whoosh import query, scoring
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from search.backend.questions import Beginning, Both, Either, Question, Without, Word
from search.backend.schema import SCHEMA


def translated(asked: Question) -> Any:
    match asked:
        case Word(field, text, weight):
            return query.Term(field, text, boost=weight)
        case Beginning(field, start, weight):
            # Left to itself, Whoosh scores a beginning that only one term has as if that term had been asked for.
            return query.ConstantScoreQuery(query.Prefix(field, start), weight)
        case Both(parts):
            return query.And([translated(part) for part in parts])
        case Either(parts):
            return query.Or([translated(part) for part in parts])
        case Without():
            raise ValueError("exclusion is reckoned outside of Whoosh: its AndNot lets a segment's first document pass")


def scores(folder: Path, asked: Question, tokens: Collection[str]) -> dict[str, float]:
    """Return the score of every document that answers and carries one of the tokens."""
    if isinstance(asked, Without):
        barred = scores(folder, asked.barred, tokens)
        wanted = scores(folder, asked.wanted, tokens)
        return {identifier: score for identifier, score in wanted.items() if identifier not in barred}
    index = FileIndex(FileStorage(str(folder)), schema=SCHEMA)
    with index.searcher(weighting=scoring.BM25F()) as searcher:
        audience = query.Or([query.Term("audience", token) for token in tokens])
        permitted = set(searcher.docs_for_query(audience))
        identifiers = searcher.reader().column_reader("id", reverse=False, translate=False)
        hits = searcher.search(translated(asked), limit=None, optimize=False)
        return {identifiers[hit.docnum].decode(): float(hit.score) for hit in hits if hit.docnum in permitted}
