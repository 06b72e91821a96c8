"""Cuts and marks the passage that is shown; owns the escaping: the only markup in what it returns is `<mark>`."""

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString, mark_safe

from search.backend import analysis
from search.query import Query

# Characters of the body that are shown, and how many of them stand before the first word found.
LENGTH = 120
LEAD = 30
# What stands for the end of a line of the body.
SEPARATOR = " · "

Span = tuple[int, int]


class Marker:
    """Marks the words of one query in any number of texts; what the words are is worked out once."""

    def __init__(self, query: Query) -> None:
        """Take the query."""
        marks = query.marks()
        self._pieces = [(term.text, term.grams) for term in marks if term.han]
        self._stems = frozenset(term.stem for term in marks if not term.han)
        self._beginnings = tuple(term.text for term in marks if term.may_be_beginning)

    def highlight(self, text: str) -> SafeString:
        """Return all of `text`, escaped, with the words found marked."""
        shown = _clean(text)
        return mark_safe(_marked(shown, self._found(shown)))  # noqa: S308  # every piece of text is escaped in _marked

    def snippet(self, text: str) -> SafeString:
        """Return the passage of `text` around the first word found, escaped, with the words found marked."""
        shown = SEPARATOR.join(filter(None, map(_clean, text.splitlines())))
        spans = self._found(shown)
        start = max(0, spans[0][0] - LEAD) if spans else 0
        end = min(len(shown), start + LENGTH)
        start = max(0, min(start, end - LENGTH))
        inside = [
            (max(left, start) - start, min(right, end) - start) for left, right in spans if left < end and right > start
        ]
        before, after = "…" if start else "", "…" if end < len(shown) else ""
        return mark_safe(before + _marked(shown[start:end], inside) + after)  # noqa: S308  # escaped in _marked

    def _found(self, text: str) -> list[Span]:
        folded, places = analysis.fold_in_place(text)
        spans: list[Span] = []
        for piece, grams in self._pieces:
            spans += _occurrences(folded, piece) or [span for gram in grams for span in _occurrences(folded, gram)]
        if self._stems:
            spans += self._words(folded)
        return _joined((places[start], places[end - 1] + 1) for start, end in spans)

    def _words(self, folded: str) -> Iterator[Span]:
        for run in analysis.runs(folded):
            if not run.han and (run.text.startswith(self._beginnings) or analysis.stem(run.text) in self._stems):
                yield run.start, run.start + len(run.text)


def _occurrences(folded: str, needle: str) -> list[Span]:
    found: list[Span] = []
    at = folded.find(needle)
    while at >= 0:
        found.append((at, at + len(needle)))
        at = folded.find(needle, at + len(needle))
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _marked(text: str, spans: list[Span]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.encode("utf-8", "ignore").decode().split()))


def highlight(text: str, query: Query) -> SafeString:
    """Return all of `text`, escaped, with the words of a query marked; for many texts make one `Marker`."""
    return Marker(query).highlight(text)


def snippet(text: str, query: Query) -> SafeString:
    """Return the passage of `text` around the first word of a query, escaped and marked, as a `Marker` does."""
    return Marker(query).snippet(text)
