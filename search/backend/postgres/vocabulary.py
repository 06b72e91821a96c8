"""What the index in PostgreSQL knows of words and documents; owns how often each occurs, and never says where."""

import re
import time
from collections.abc import Collection
from dataclasses import dataclass

from search.backend.postgres.lexemes import lexeme
from search.backend.postgres.tables import State, reading, rows
from search.backend.schema import Found
from search.backend.vocabulary import Frequencies

# Slips are looked for among words read at most so long ago; whatever is suggested is searched for first.
_SECONDS = 60.0


def frequencies(words: Collection[str], field: str = "words") -> Frequencies:
    """Return in how many documents each of the `words` of a field occurs.

    Raises:
        EngineError: the index is missing.
    """
    with reading() as held:
        return Frequencies(held.documents, _often(held, words, field))


def _often(held: State, words: Collection[str], field: str) -> dict[str, int]:
    given = {lexeme(field, word): word for word in words}
    found = dict(rows(f"SELECT term, often FROM {held.terms} WHERE term = ANY(%s)", [list(given)]))  # noqa: S608
    return {word: int(found.get(term, 0)) for term, word in given.items()}


def beginning(start: str, *, limit: int) -> list[str]:
    """Return the indexed words that begin with `start`, those in most documents first.

    Raises:
        EngineError: the index is missing.
    """
    with reading() as held:
        found = rows(
            f"SELECT substr(term, 2) FROM {held.terms} WHERE starts_with(term, %s) ORDER BY often DESC, term LIMIT %s",  # noqa: S608
            [lexeme("words", start), limit],
        )
    return [word for (word,) in found]


@dataclass
class _Kept:
    """All words of an index, one a line, as they were lately."""

    name: str = ""
    until: float = 0.0
    changes: int = -1
    words: str = ""


_kept = _Kept()


def _lexicon(held: State) -> str:
    global _kept  # noqa: PLW0603  # one for all threads of the process, replaced as a whole
    kept = _kept
    fresh = kept.name == held.name and (kept.changes == held.changes or time.monotonic() < kept.until)
    if not fresh:
        found = rows(f"SELECT substr(term, 2) FROM {held.terms} WHERE starts_with(term, %s)", [lexeme("words", "")])  # noqa: S608
        words = "\n".join(word for (word,) in found)
        _kept = kept = _Kept(held.name, time.monotonic() + _SECONDS, held.changes, words)
    return kept.words


def matching(pattern: str, *, limit: int) -> list[str]:
    """Return the indexed words that match a regular expression as a whole, those in most documents first.

    Raises:
        EngineError: the index is missing.
    """
    wanted = re.compile(rf"^(?:{pattern})$", re.MULTILINE)
    with reading() as held:
        met = set(wanted.findall(_lexicon(held))) - {""}
        counts = _often(held, met, "words")
    return sorted((word for word in met if counts[word]), key=lambda word: (-counts[word], word))[:limit]


def documents() -> int:
    """Return how many documents the index holds.

    Raises:
        EngineError: the index is missing.
    """
    with reading() as held:
        return held.documents


def listing() -> dict[Found, list[str]]:
    """Return the fingerprint of every document in the index.

    Raises:
        EngineError: the index is missing.
    """
    with reading() as held:
        found = rows(f"SELECT id, fingerprint FROM {held.entries}")  # noqa: S608
    return {Found(*identifier.split(":", 1)): [fingerprint] for identifier, fingerprint in found}
