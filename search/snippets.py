"""Cuts and marks the passage that is shown; owns the escaping: the only markup in what it returns is `<mark>`."""

import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.backend import analysis
from search.query import Query, Term

# Characters of the body that are shown, and how many of them stand before the first word found.
LENGTH = 120
LEAD = 30
# What stands for the end of a line of the body.
SEPARATOR = " · "

Span = tuple[int, int]


def _places(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the place it came from."""
    pieces = [analysis.FOLDS[ord(character)] for character in text]
    return "".join(pieces), [at for at, piece in enumerate(pieces) for _ in piece]


def _occurrences(folded: str, needle: str) -> Iterator[Span]:
    at = folded.find(needle)
    while at >= 0:
        yield at, at + len(needle)
        at = folded.find(needle, at + len(needle))


def _spans_of(term: Term, folded: str) -> Iterator[Span]:
    if term.han:
        whole = list(_occurrences(folded, term.text))
        yield from whole or (span for gram in term.grams for span in _occurrences(folded, gram))
        return
    for run in analysis.runs(folded):
        begins = term.may_be_beginning and run.text.startswith(term.text)
        if not run.han and (begins or analysis.stem(run.text) == term.stem):
            yield run.start, run.start + len(run.text)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _found(text: str, query: Query) -> list[Span]:
    folded, places = _places(text)
    spans = (span for term in query.marks() for span in _spans_of(term, folded))
    return _joined((places[start], places[end - 1] + 1) for start, end in spans)


def _marked(text: str, spans: list[Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.encode("utf-8", "ignore").decode().split()))


def highlight(text: str, query: Query) -> SafeString:
    """Return all of `text`, escaped, with the words found marked."""
    shown = _clean(text)
    return mark_safe(_marked(shown, _found(shown, query)))  # noqa: S308  # every piece of text is escaped in _marked


def snippet(text: str, query: Query) -> SafeString:
    """Return the passage of `text` around the first word found, escaped, with the words found marked."""
    shown = SEPARATOR.join(filter(None, map(_clean, text.splitlines())))
    spans = _found(shown, query)
    start = max(0, spans[0][0] - LEAD) if spans else 0
    end = min(len(shown), start + LENGTH)
    start = max(0, min(start, end - LENGTH))
    inside = [
        (max(left, start) - start, min(right, end) - start) for left, right in spans if left < end and right > start
    ]
    before, after = "…" if start else "", "…" if end < len(shown) else ""
    return mark_safe(before + _marked(shown[start:end], inside) + after)  # noqa: S308  # escaped in _marked
