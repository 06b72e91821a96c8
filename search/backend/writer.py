"""Writes the index; owns commits and the merging of segments. Call it only while `files.writing` is held."""

import secrets
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search.backend import files
from search.backend.schema import SCHEMA, entry
from search.registry import Document

# As many segments of about the same size make one of the next size.
TIER = 4
# Larger segments are left to `rebuild_index`: merging takes 2 to 3 ms a document, and meanwhile nothing becomes fresh.
LARGEST_MERGE = 4_000


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own format, with names of segments that do not repeat when a program seeds `random`."""

    def new_segment(self, storage: Any, indexname: str) -> Any:
        """Return a segment of a name that was never used."""
        segment = W3Segment(W3Codec(), indexname)
        segment.segid = secrets.token_hex(8)
        return segment


def _size(segment: Any) -> int:
    return int(segment.doc_count_all()) - int(segment.deleted_count())


def _worth_merging(segments: list[Any]) -> list[Any]:
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        tiers.setdefault(_size(segment).bit_length() // 2, []).append(segment)
    chosen: list[Any] = []
    for _, tier in sorted(tiers.items()):
        if len(tier) >= TIER and sum(map(_size, chosen + tier)) <= LARGEST_MERGE:
            chosen.extend(tier)
    holed = [segment for segment in segments if segment not in chosen and _size(segment) * 2 < segment.doc_count_all()]
    return chosen + [segment for segment in holed if _size(segment) <= LARGEST_MERGE]


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge policy for Whoosh: pour the chosen segments into the one being written and return those left alone."""
    chosen = _worth_merging(segments)
    for segment in chosen:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in chosen]


def _remove(writer: Any, identifiers: Iterable[str]) -> None:
    reader = writer.reader()
    try:
        for identifier in identifiers:
            if ("id", identifier) in reader:
                for number in list(reader.postings("id", identifier).all_ids()):
                    writer.delete_document(number)
    finally:
        reader.close()


def _give_up(storage: files.SyncedStorage, writer: Any) -> None:
    # Lets go of Whoosh's own lock and files; the writer may be past doing anything sensible.
    with suppress(Exception):
        writer.cancel()
    with suppress(Exception):
        storage.abandon()


def apply(documents: Collection[Document], identifiers: Collection[str]) -> None:
    """Replace the entries of `identifiers` by `documents` in one step; those without a document go.

    Raises:
        EngineError: the index could not be written; nothing changed, and the worker will build a new one.
    """
    folder = files.current()
    if folder is None:
        raise files.EngineError("there is no index")
    storage, writer = files.SyncedStorage(str(folder)), None
    try:
        files.sweep(folder)
        writer = SegmentWriter(FileIndex(storage, schema=SCHEMA), codec=_Codec())
        _remove(writer, identifiers)
        for document in documents:
            writer.add_document(**entry(document))
        writer.commit(mergetype=_merge)
    except Exception as error:  # noqa: BLE001  # an index that cannot be written must be built anew, whatever the reason
        _give_up(storage, writer)
        files.report_broken(folder)
        raise files.failed("the index cannot be written", error) from None


def rebuild(documents: Iterable[Document], kinds: Collection[str]) -> None:
    """Write a new index of all `documents` beside the one in use, then switch to it.

    Raises:
        EngineError: it could not be written; the index in use stays, as it does if `documents` raises.
    """
    folder = files.new_folder(kinds)
    storage, writer = files.SyncedStorage(str(folder)), None
    try:
        writer = SegmentWriter(FileIndex.create(storage, SCHEMA), codec=_Codec())
        for document in documents:
            writer.add_document(**entry(document))
        writer.commit(merge=False)
        files.switch(folder)
    except BaseException as error:
        _give_up(storage, writer)
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise files.failed("the new index cannot be written", error) from None
        raise
