"""Orders what was found; owns how gently the new and the often reported come first, whatever engine gave the scores."""

from collections.abc import Iterable
from datetime import date
from math import log2

from search.registry import Document

# The most that a document of today gains, and the days after which half of it is gone.
NEWNESS = 0.12
HALF_LIFE_DAYS = 180
# What each doubling of the reports behind a document gains, and how many doublings count.
OFTENNESS = 0.03
MOST_DOUBLINGS = 6
# Scores that differ by less are equal, so that no rounding of an engine decides an order.
_STEP = 1e-3


def gain(document: Document, today: date) -> float:
    """Return the factor by which a document's score grows, at least 1."""
    age = max(0, (today - document.on).days) if document.on else None
    newness = NEWNESS * 0.5 ** (age / HALF_LIFE_DAYS) if age is not None else 0.0
    return 1 + newness + OFTENNESS * min(log2(max(1, document.reports)), MOST_DOUBLINGS)


def best_first(scored: Iterable[tuple[Document, float]], today: date) -> list[Document]:
    """Return documents by score and gain; of equals the newer, then in the order of their identifiers."""

    def place(pair: tuple[Document, float]) -> tuple[float, int, str, str]:
        document, score = pair
        return -round(score * gain(document, today) / _STEP), -_day(document), document.kind, document.key

    return [document for document, _score in sorted(scored, key=place)]


def newest_first(documents: Iterable[Document]) -> list[Document]:
    """Return documents by their day, those without one last."""
    return sorted(documents, key=lambda one: (-_day(one), one.kind, one.key))


def _day(document: Document) -> int:
    return document.on.toordinal() if document.on else 0
