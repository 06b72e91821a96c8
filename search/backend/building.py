"""Writes one segment, in Whoosh's own format but some eight times faster than its writer; owns the parts of the file.

The file is written beside all that is in use. It counts for nothing until a table of contents names it. Terms carry no
payload: only Whoosh's own merging would ask for it, and `merging` does that here.
"""

import secrets
import struct
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.system import _SHORT_SIZE, pack_int, pack_long, pack_ushort
from whoosh.util.numeric import length_to_byte

from search.backend.collecting import Collected
from search.backend.files import SyncedStorage
from search.backend.schema import SCHEMA, entry
from search.backend.tables import INDEX
from search.registry import Document

SCORED = tuple(sorted(name for name, field in SCHEMA.items() if field.indexed and field.scorable))
EXACT = tuple(sorted(name for name, field in SCHEMA.items() if field.indexed and not field.scorable))
# Every segment numbers its fields in the same way, so that merging can compare the keys of terms as they are.
NUMBERS = {name: number for number, name in enumerate(sorted(SCORED + EXACT))}
_NAMES: list[str] = list(NUMBERS)
# The shapes of Whoosh's file of terms: the lengths before a term, and a pointer in its table of hashes.
_LENGTHS, _POINTER = struct.Struct("!ii"), struct.Struct("!Iq")
_FREE = _POINTER.pack(0, 0)


def key(field: str, term: str) -> bytes:
    """Return the key of a term in the file of terms."""
    return bytes(pack_ushort(NUMBERS[field])) + term.encode()


def field_of(term: bytes) -> str:
    """Return the field of the key of a term."""
    return _NAMES[int.from_bytes(term[:_SHORT_SIZE], "big")]


class _Terms(OrderedHashWriter):  # type: ignore[misc]
    """The file of terms, written in one piece."""

    def __init__(self, dbfile: StructFile) -> None:
        """Take the file to write to."""
        super().__init__(dbfile)
        self._pieces: list[bytes] = []
        self._place = int(dbfile.tell())

    def add(self, key: bytes, value: bytes) -> None:
        """Add a term; keys must come in order."""
        place, hashed = self._place, self.hashfn(key)
        self.index.append(place)
        self._pieces += (_LENGTHS.pack(len(key), len(value)), key, value)
        self._place = place + _LENGTHS.size + len(key) + len(value)
        self.buckets[hashed & 255].append((hashed, place))

    def close(self) -> None:
        """Write it all."""
        self.dbfile.file.write(b"".join(self._pieces))
        super().close()

    def _write_hashes(self) -> None:
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((self.dbfile.tell(), slots))
            table = [_FREE] * slots
            for hashed, place in entries:
                slot = (hashed >> 8) % slots
                while table[slot] is not _FREE:
                    slot = (slot + 1) % slots
                table[slot] = _POINTER.pack(hashed, place)
            self.dbfile.write(b"".join(table))


class SegmentFile:
    """A segment being written: first all terms in the order of their keys, then the columns."""

    def __init__(self, storage: SyncedStorage) -> None:
        """Begin the file of a new segment in `storage`."""
        self.segment = W3Segment(W3Codec(), INDEX, segid=secrets.token_hex(8))
        self._file = storage.create_file(self.segment.make_filename(self.segment.COMPOUND_EXT))
        self._file.write_long(0)
        self._file.write_int(0)
        self._start = self._at = self._file.tell()
        self._ram = RamStorage()
        self._terms = _Terms(self._ram.create_file("terms"))
        self._terms.extras["fieldmap"] = NUMBERS
        self._directory: dict[str, dict[str, int]] = {}

    def add(self, term: bytes, encoded: tuple[bytes, bytes]) -> None:
        """Write the list of a term, see `blocks.encode`."""
        body, summary = encoded
        self._file.write(body)
        place = bytes(pack_long(self._at - self._start)) + bytes(pack_int(len(body)))
        self._terms.add(term, summary + place)
        self._at += len(body)

    def finish(self, columns: "Columns") -> Any:
        """Write the columns, close the file, and return the segment for the table of contents."""
        self._note(W3Codec.POSTS_EXT, self._start)
        self._terms.close()
        self._part(W3Codec.TERMS_EXT, self._ram.files["terms"])
        for name, content in columns.parts():
            self._part(f".{name}{W3Codec.COLUMN_EXT}", content)
        self.segment.set_doc_count(len(columns.identifiers))
        self.segment._fieldlengths = columns.totals  # noqa: SLF001  # Whoosh's own writer does the same
        self.segment.compound = True
        CompoundStorage.write_dir(self._file, 0, self._directory)
        return self.segment

    def _part(self, ending: str, content: bytes) -> None:
        start = self._file.tell()
        self._file.write(content)
        self._note(ending, start)

    def _note(self, ending: str, start: int) -> None:
        length = self._file.tell() - start
        self._directory[self.segment.make_filename(ending)] = {"offset": start, "length": length, "modified": 0}


class Columns:
    """What a segment holds by document: identifiers, fingerprints and the lengths of the fields that score."""

    def __init__(self) -> None:
        """Begin with no document."""
        self.identifiers: list[bytes] = []
        self.fingerprints: list[bytes] = []
        self.lengths: dict[str, bytearray] = {name: bytearray() for name in SCORED}
        self.totals: dict[str, int] = dict.fromkeys(SCORED, 0)

    def parts(self) -> Iterable[tuple[str, bytes]]:
        """Yield name and content of each column."""
        yield "id", _column("id", self.identifiers)
        yield "fingerprint", _column("fingerprint", self.fingerprints)
        for name, codes in self.lengths.items():
            yield f"_{name}_len", bytes(codes)


def _column(name: str, values: list[bytes]) -> bytes:
    buffer = BytesIO()
    writer = SCHEMA[name].column_type.writer(StructFile(buffer))
    for number, value in enumerate(values):
        writer.add(number, value)
    writer.finish(len(values))
    return buffer.getvalue()


class Builder:
    """Collects documents in memory and writes them as one segment."""

    def __init__(self) -> None:
        """Begin with no document."""
        self.columns = Columns()
        self._terms = {name: Collected() for name in NUMBERS}

    def __len__(self) -> int:
        """Return how many documents were added."""
        return len(self.columns.identifiers)

    def add(self, document: Document) -> None:
        """Add a document."""
        values = entry(document)
        self.columns.identifiers.append(values["id"].encode())
        self.columns.fingerprints.append(values["fingerprint"])
        for name in SCORED:
            tokens = values[name]
            self.columns.lengths[name].append(length_to_byte(len(tokens)) if tokens else 0)
            self.columns.totals[name] += len(tokens)
            self._terms[name].add(tokens)
        for name in EXACT:
            given = values[name]
            self._terms[name].add({given} if isinstance(given, str) else dict.fromkeys(given))

    def write(self, storage: SyncedStorage) -> Any:
        """Write the segment and return it for the table of contents."""
        written = SegmentFile(storage)
        for name, terms in self._terms.items():
            for text, encoded in terms.encoded(self.columns.lengths.get(name)):
                written.add(key(name, text), encoded)
        return written.finish(self.columns)
