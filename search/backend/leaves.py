"""One segment of the index, mapped into memory and read as arrays; owns how Whoosh's files are opened.

A leaf never changes: what is deleted is known to the table of contents, not to the segment. It is shared by all threads
of the process, and its file stays readable through the map after it was removed.
"""

import io
import mmap
import pickle
import struct
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo, W3TermsReader
from whoosh.filedb.structfile import BufferFile
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from search.backend import blocks
from search.backend.schema import SCHEMA, Found, identity

# Where a compound file says that its directory lies.
_DIRECTORY = struct.Struct("!qi")
# The summary of a term, with the place of its list behind it.
_SUMMARY = struct.Struct(f"{W3TermInfo._struct.format}q")  # noqa: SLF001  # it has no public name
FACETS = "filters"
# What the one byte that stands for the length of a field means.
LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float32)


class _Bytes(io.RawIOBase):
    """Reads a view as a file, without the copy of it that Whoosh would make."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._view)}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        piece = self._view[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class _Mapped(BufferFile):  # type: ignore[misc]
    """A part of a mapped file, as Whoosh's readers want it; `get` keeps no place, so threads may share it."""

    def __init__(self, view: memoryview) -> None:
        self._buf = view
        self._name = None
        self.file = io.BufferedReader(_Bytes(view))
        self.onclose = None
        self.is_real = False
        self.is_closed = False


def _parts(path: Path) -> dict[str, memoryview]:
    """Return the parts of a compound file by their endings."""
    with path.open("rb") as handle:
        view = memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))
    place, _length = _DIRECTORY.unpack(view[: _DIRECTORY.size])
    directory = pickle.loads(view[place:])  # noqa: S301  # see `blocks.decode`
    return {
        name.partition(".")[2]: view[part["offset"] : part["offset"] + part["length"]]
        for name, part in directory.items()
    }


class Leaf:
    """A segment: its terms, their postings, the lengths of its fields and the identifiers of its documents."""

    def __init__(self, folder: Path, segment: Any) -> None:
        """Map the file of a segment that the table of contents names.

        Raises:
            OSError: the file is gone or cannot be read.
        """
        self.name = str(segment.segid)
        self.count = int(segment.doc_count_all())
        self.totals: dict[str, int] = dict(segment._fieldlengths)  # noqa: SLF001  # Whoosh tells them one by one only
        self._parts = _parts(folder / segment.make_filename(segment.COMPOUND_EXT))
        terms = self._parts[W3Codec.TERMS_EXT[1:]]
        self._postings = self._parts[W3Codec.POSTS_EXT[1:]]
        self.terms = W3TermsReader(W3Codec(), _Mapped(terms), len(terms), _Mapped(self._postings))
        self.identifiers = self._column("id")
        self._lengths: dict[str, NDArray[np.uint8]] = {}
        self._facets: dict[str, tuple[NDArray[np.int32], list[str]]] = {}
        self._names: dict[int, Found] = {}
        self._days: NDArray[np.int32] | None = None

    def _column(self, field: str) -> Any:
        view = self._parts[f"{field}{W3Codec.COLUMN_EXT}"]
        return SCHEMA[field].column_type.reader(_Mapped(view), 0, len(view), self.count)

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Yield identifier and fingerprint of every document, the deleted ones too."""
        pairs = zip(self.identifiers, self._column("fingerprint"), strict=True)
        return ((identifier.decode(), fingerprint.decode()) for identifier, fingerprint in pairs)

    def identity(self, number: int) -> Found:
        """Return kind and key of a document."""
        name = self._names.get(number)
        if name is None:
            # What is among the best once mostly is again; at most as many names as there are documents.
            name = self._names[number] = identity(self.identifiers[number].decode())
        return name

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Return the lengths of a field in all documents, in Whoosh's code of one byte."""
        if field not in self._lengths:
            codes = np.zeros(self.count, np.uint8)
            view = self._parts.get(f"_{field}_len{W3Codec.COLUMN_EXT}")
            if view is not None:
                codes[: len(view)] = np.frombuffer(view, np.uint8)
            self._lengths[field] = codes
        return self._lengths[field]

    def frequency(self, field: str, text: str) -> int:
        """Return in how many documents a term is, the deleted ones counted."""
        try:
            return int(self.terms.doc_frequency(field, text.encode()))
        except KeyError:
            return 0

    def postings(self, field: str, text: str) -> tuple[blocks.Ids, blocks.Numbers] | None:
        """Return the documents that have a term, ascending, and how often; None where none has it."""
        try:
            info = self.terms.term_info(field, text.encode())
        except TermNotFound:
            return None
        offset, _length = info.extent()
        return blocks.decode(self._postings, offset)

    def places(self) -> Iterator[tuple[bytes, int, int]]:
        """Yield the key of every term, in order, in how many documents it is, and where its list begins."""
        for key, summary in self.terms._tindex.items():  # noqa: SLF001  # Whoosh would unpack all of each
            _flags, _weight, count, *_others, offset = _SUMMARY.unpack_from(summary)
            yield key, count, offset

    def list_at(self, offset: int) -> tuple[blocks.Ids, blocks.Numbers]:
        """Return the list that begins at a place, see `places`."""
        return blocks.decode(self._postings, offset)

    def few_at(self, offset: int) -> tuple[list[int], list[int]]:
        """Return the short list that begins at a place."""
        return blocks.decode_few(self._postings, offset)

    def beginning(self, field: str, start: str) -> Iterator[str]:
        """Yield the terms of a field that begin with `start`, in order."""
        wanted = start.encode()
        for name, term in self.terms.terms_from(field, wanted):
            if name != field or not term.startswith(wanted):
                return
            yield term.decode()

    def days(self) -> NDArray[np.int32]:
        """Return for each document the day that it bears, counted as `date.toordinal` does; 0 is none."""
        if self._days is None:
            days = np.zeros(self.count, np.int32)
            for day in self.beginning("on", ""):
                found = self.postings("on", day)
                if day and found:
                    days[found[0]] = date.fromisoformat(day).toordinal()
            self._days = days
        return self._days

    def facet(self, name: str) -> tuple[NDArray[np.int32], list[str]]:
        """Return for each document the place of its value in the list of values; place 0 is that it has none."""
        if name not in self._facets:
            codes, values = np.zeros(self.count, np.int32), [""]
            for term in self.beginning(FACETS, f"{name}="):
                found = self.postings(FACETS, term)
                if found:
                    codes[found[0]] = len(values)
                    values.append(term.partition("=")[2])
            self._facets[name] = codes, values
        return self._facets[name]
