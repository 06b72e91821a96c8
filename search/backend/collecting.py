"""Collects the terms of one field over many documents and groups them; owns that this takes no loop over postings."""

from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from search.backend import blocks

# More often than that says no more: frequencies are kept in a byte.
MOST_OFTEN = 255


class _Numbering(dict[str, int]):
    """Numbers terms in the order in which they are met."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number


class Collected:
    """The terms of one field, document after document."""

    def __init__(self) -> None:
        """Begin with no document."""
        self._numbers = _Numbering()
        self._met: array[int] = array("I")
        self._sizes: list[int] = []

    def add(self, terms: Iterable[str]) -> None:
        """Take the terms of the next document, one as often as it occurs; the empty text is no term."""
        before = len(self._met)
        self._met.extend(map(self._numbers.__getitem__, filter(None, terms)))
        self._sizes.append(len(self._met) - before)

    def encoded(self, lengths: bytearray | None) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
        """Yield each term in the order of its characters, with its list and summary for the file.

        Args:
            lengths: the coded lengths of the field in all documents; None where it does not score.
        """
        texts, documents, often, starts = self._grouped()
        codes = np.frombuffer(bytes(lengths), np.uint8) if lengths is not None else None
        # Most lists are short, and slices of Python's lists are quicker than of numpy's.
        few_ids, few_often = documents.tolist(), often.tolist()
        own = codes[documents].tolist() if codes is not None else None
        ends = [*starts, len(few_ids)][1:]
        for text, start, end in zip(texts, starts, ends, strict=True):
            if end - start > blocks.FEW:
                yield text, blocks.encode(documents[start:end], often[start:end], codes)
            elif end - start == 1:
                yield text, blocks.encode_one(few_ids[start], few_often[start], own[start] if own else 0)
            else:
                part = own[start:end] if own else None
                yield text, blocks.encode_few(few_ids[start:end], few_often[start:end], part)

    def _grouped(self) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64], list[int]]:
        """Return all terms in order, their documents and frequencies one after the other, and where each begins."""
        texts = sorted(self._numbers)
        count = max(1, len(self._sizes))
        ranks = np.empty(len(texts), np.int64)
        ranks[[self._numbers[text] for text in texts]] = np.arange(len(texts))
        numbers = np.arange(len(self._sizes), dtype=np.int64)
        documents = np.repeat(numbers, np.asarray(self._sizes, np.int64))
        places = ranks[np.frombuffer(self._met, np.uint32)] * count + documents if len(self._met) else documents
        places, often = np.unique(places, return_counts=True)
        starts = np.searchsorted(places, np.arange(len(texts), dtype=np.int64) * count)
        return texts, places % count, np.minimum(often, MOST_OFTEN).astype(np.int64), starts.tolist()
