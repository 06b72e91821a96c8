"""Cleans what a PDF page's drawing needs: fonts, pictures, patterns, colours; owns the list of entries that go over.

Everything reachable is visited, and every entry that is not on the list is deleted, so that what nobody thought of
stays behind. Runs in the apart process.
"""

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from jobs.rebuilding import images, pictures
from jobs.rebuilding.content import redrawn
from jobs.rebuilding.entries import KEPT, NAMED, RESOURCES
from jobs.rebuilding.kinds import Reason, RefusedFileError

# Lists of things by name, with the role of each thing in them.
_BY_NAME = {"names": "", "glyphs": "glyph", "xobjects": "xobject"}
_PACKED = frozenset({"/DCTDecode", "/JPXDecode"})
_FILTERS = _PACKED | {
    "/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/CCITTFaxDecode",
    "/JBIG2Decode",
}  # fmt: skip
_MOST_OBJECTS = 200_000
_MOST_UNPACKED = 300_000_000
_PIECE = 1_000_000


class Cleaner:
    """Cleans objects of one document in their place, each once."""

    def __init__(self, source: pikepdf.Pdf, *, pixels: int) -> None:
        """Take the document, and the most pixels that one of its pictures may have."""
        self._source, self._pixels = source, pixels
        self._seen: set[tuple[int, int]] = set()
        self._objects = self._unpacked = 0

    def clean(self, start: Any, role: str) -> None:
        """Clean an object and all that hangs on it.

        Args:
            start: the object.
            role: what it is for: `resources`, a list of things by name (`names`, `xobjects`, `glyphs`), one of
                them, or anything else.

        Raises:
            RefusedFileError: there is too much of it, or a picture in it is damaged or too large.
        """
        waiting = [(start, role)]
        while waiting:
            obj, what = waiting.pop()
            if not isinstance(obj, Dictionary | Stream | Array) or self._was_seen(obj):
                continue
            if isinstance(obj, Array):
                waiting += [(each, "") for each in obj]
                continue
            if isinstance(obj, Stream):
                self._clean_stream(obj, what)
            waiting += self._clean_entries(obj, what)

    def _was_seen(self, obj: Any) -> bool:
        self._objects += 1
        if self._objects > _MOST_OBJECTS:
            raise RefusedFileError(Reason.BOMB)
        known = obj.is_indirect and obj.objgen in self._seen
        self._seen.add(obj.objgen)
        return bool(known)

    def _clean_entries(self, obj: Any, role: str) -> list[tuple[Any, str]]:
        """Delete what is not on the list, and return what remains with its role."""
        if role in _BY_NAME:
            return [(value, _BY_NAME[role]) for _name, value in obj.items()]
        allowed, found = (RESOURCES if role == "resources" else KEPT), []
        for key, value in list(obj.items()):
            if key not in allowed:
                del obj[key]
            elif role == "resources":
                found.append((value, "xobjects" if key == "/XObject" else "names"))
            else:
                found.append((value, NAMED.get(key, "")))
        return found

    def _clean_stream(self, stream: Any, role: str) -> None:
        filters, subtype = _filters(stream), stream.get(Name.Subtype)
        if not _FILTERS.issuperset(filters) or (role == "xobject" and subtype not in (Name.Image, Name.Form)):
            raise RefusedFileError(Reason.DAMAGED)  # nobody draws it, and nobody knows what it holds
        self._count(stream, filters)
        if subtype == Name.Image:
            images.check_size(int(stream.Width), int(stream.Height), pixels=self._pixels)
        if subtype == Name.Form or role == "glyph" or stream.get(Name.PatternType) == 1:
            stream.write(redrawn(stream))
        elif subtype == Name.Image or _PACKED.intersection(filters):
            pictures.clean(stream, filters, pixels=self._pixels)

    def _count(self, stream: Any, filters: list[str]) -> None:
        """Refuse what unpacks to more than anything honest does, before anything unpacks it whole."""
        if "/FlateDecode" not in filters:
            return
        engine, packed = zlib.decompressobj(), stream.read_raw_bytes()
        while packed and not engine.eof:
            try:
                self._unpacked += len(engine.decompress(packed, _PIECE))
            except zlib.error:
                return  # the library recovers what it can, within the limits of the process
            packed = engine.unconsumed_tail
            if self._unpacked > _MOST_UNPACKED:
                raise RefusedFileError(Reason.BOMB)


def _filters(stream: Any) -> list[str]:
    value = stream.get(Name.Filter)
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, Array) else [str(value)]
