"""Writes the index; owns commits. Call it only while `files.writing` is held."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from search.backend import files, merging, tables
from search.backend.building import Builder
from search.backend.leaves import Leaf
from search.backend.rebuilding import rebuild
from search.backend.snapshots import opened_leaves
from search.registry import Document

__all__ = ["apply", "rebuild"]


def apply(documents: Collection[Document], identifiers: Collection[str]) -> None:
    """Replace the entries of `identifiers` by `documents` in one step; those without a document go.

    Raises:
        EngineError: the index could not be written; nothing changed, and the worker will build a new one.
    """
    folder = files.current()
    if folder is None:
        raise files.EngineError("there is no index")
    storage = files.SyncedStorage(str(folder))
    try:
        files.sweep(folder)
        segments = _apply(folder, storage, documents, identifiers)
    except Exception as error:  # noqa: BLE001  # an index that cannot be written must be built anew, whatever the reason
        storage.abandon()
        files.report_broken(folder)
        raise files.failed("the index cannot be written", error) from None
    merging.start_if_worth_it(segments)


def _apply(
    folder: Path, storage: files.SyncedStorage, documents: Collection[Document], identifiers: Collection[str]
) -> list[Any]:
    table = tables.read(folder)
    remove(opened_leaves(folder, table.segments), table.segments, identifiers)
    segments = [segment for segment in table.segments if segment.doc_count()]
    if documents:
        segments.append(write(storage, documents))
    segments = _merged_at_once(folder, storage, segments)
    tables.commit(storage, table.generation, segments)
    return segments


def write(storage: files.SyncedStorage, documents: Iterable[Document]) -> Any:
    """Write a segment of `documents`, of which there is at least one."""
    builder = Builder()
    for document in documents:
        builder.add(document)
    return builder.write(storage)


def remove(leaves: Iterable[Leaf], segments: Iterable[Any], identifiers: Collection[str]) -> None:
    """Delete the documents of these identifiers from every segment; it counts once the table is written."""
    for leaf, segment in zip(leaves, segments, strict=True):
        for identifier in identifiers:
            found = leaf.postings("id", identifier)
            if found:
                segment.delete_document(int(found[0][0]))


def _merged_at_once(folder: Path, storage: files.SyncedStorage, segments: list[Any]) -> list[Any]:
    chosen = merging.worth_merging(segments)
    if not chosen or sum(segment.doc_count() for segment in chosen) > merging.AT_ONCE:
        return segments
    merged = merging.merge(folder, chosen, storage)
    return [segment for segment in segments if segment not in chosen] + [merged]
