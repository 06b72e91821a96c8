"""Turns documents into text-search vectors and questions into text-search queries; owns how both are spelt.

Both are given as literals: words are cut by `analysis`, so PostgreSQL's own parser and dictionaries, even `simple`,
never see a text and cut nothing a second time. Everything that a question can ask for is a lexeme, told apart by its
first letter: words, pairs of characters, who may find a document, and its facets.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from whoosh.util.numeric import length_to_byte

from search.backend.questions import Beginning, Both, Either, Question, Without, Word
from search.backend.schema import entry
from search.backend.snapshots import Scope
from search.registry import Document

PREFIXES = {"words": "w", "grams": "g", "audience": "a", "filters": "f"}
SCORED = ("words", "grams")
# A vector holds a megabyte; of a longer text the rest cannot be found.
MOST_LEXEMES = 40_000
# A lexeme holds two kilobytes; a value of a facet so long is nobody's.
_LONGEST = 500
MOST_OFTEN = 255


@dataclass(frozen=True, slots=True)
class Row:
    """A document as it is written.

    Attributes:
        identifier: kind and key.
        fingerprint: a keyed digest of all that is indexed.
        vector: the literal of its vector; a lexeme that occurs n times has n places, of no meaning.
        terms: its lexemes that score.
        codes: the lengths of the fields that score, in Whoosh's code of one byte.
        sizes: their exact lengths.
        on: its day, or None.
        filters: its facets as they are counted.
    """

    identifier: str
    fingerprint: str
    vector: str
    terms: tuple[str, ...]
    codes: tuple[int, ...]
    sizes: tuple[int, ...]
    on: str | None
    filters: list[str]


def lexeme(field: str, text: str) -> str:
    """Return the lexeme of a term of a field."""
    return (PREFIXES[field] + text).replace("\0", "")[:_LONGEST]


def quoted(text: str) -> str:
    """Return a lexeme as a literal, whatever stands in it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def row(document: Document) -> Row:
    """Return what is written of a document."""
    values = entry(document)
    counts: Counter[str] = Counter()
    for name in SCORED:
        counts.update(lexeme(name, text) for text in values[name] if text)
    terms = tuple(counts)[:MOST_LEXEMES]
    parts = [_placed(term, min(counts[term], MOST_OFTEN)) for term in terms]
    for name in ("audience", "filters"):
        parts += [quoted(lexeme(name, text)) for text in values[name]]
    sizes = tuple(len(values[name]) for name in SCORED)
    return Row(
        identifier=values["id"], fingerprint=values["fingerprint"].decode(), vector=" ".join(parts), terms=terms,
        codes=tuple(length_to_byte(size) if size else 0 for size in sizes), sizes=sizes, on=values["on"] or None,
        filters=[text.replace("\0", "") for text in values["filters"]],
    )  # fmt: skip


def _placed(term: str, often: int) -> str:
    return quoted(term) if often == 1 else f"{quoted(term)}:{','.join(map(str, range(1, often + 1)))}"


def asking(asked: Question) -> str:
    """Return a question as the literal of a text-search query."""
    match asked:
        case Word(field, text):
            return quoted(lexeme(field, text))
        case Beginning(field, start):
            return f"{quoted(lexeme(field, start))}:*"
        case Both(parts):
            return _joined("&", map(asking, parts))
        case Either(parts):
            return _joined("|", map(asking, parts))
        case Without(wanted, barred):
            return f"({asking(wanted)} & !{asking(barred)})"


def permitted(among: Scope) -> str | None:
    """Return the query for what is in scope but for the days, or None where nothing can be."""
    groups: list[Collection[str]] = [[lexeme("audience", one) for one in sorted(among.tokens)]]
    for name, values in sorted(among.narrow, key=lambda pair: pair[0]):
        groups.append([lexeme("filters", f"{name}={value}") for value in sorted(values)])
    if not all(groups):
        return None
    return _joined("&", (_joined("|", map(quoted, group)) for group in groups))


def _joined(sign: str, parts: Iterable[str]) -> str:
    return f"({f' {sign} '.join(parts)})"


def atoms(asked: Question) -> list[Word | Beginning]:
    """Return the words and beginnings that a question scores by, each once."""
    match asked:
        case Word() | Beginning():
            return [asked]
        case Both(parts) | Either(parts):
            return list(dict.fromkeys(atom for part in parts for atom in atoms(part)))
        case Without(wanted, _):
            return atoms(wanted)
