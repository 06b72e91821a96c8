"""Builds a whole index beside the one in use; owns its processes, and that a rebuild cut off is taken up again.

Documents are read from the database by the caller's process and cut into words by others, a segment each. What a
killed rebuild had finished is not trusted but compared: a document of the same fingerprint is not cut again.
"""

import multiprocessing
import os
import shutil
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import Any

import django

from search.backend import files, merging, tables
from search.backend.building import Builder
from search.backend.leaves import Leaf
from search.backend.schema import fingerprint, identifier
from search.registry import Document

# So many documents make a segment; fewer than that are not worth starting a process.
CHUNK = 10_000
MOST_PROCESSES = 4


def rebuild(documents: Iterable[Document], kinds: Collection[str], processes: int | None = None) -> None:
    """Write a new index of all `documents` beside the one in use, then switch to it.

    Args:
        documents: every searchable document, once.
        kinds: the names of all kinds.
        processes: how many to cut words with; None for as many as there are processors, up to `MOST_PROCESSES`.

    Raises:
        EngineError: it could not be written; the index in use stays, as it does if `documents` raises.
    """
    folder = files.unfinished(kinds) or files.new_folder(kinds)
    try:
        _fill(folder, iter(documents), processes or min(MOST_PROCESSES, os.cpu_count() or 1))
        files.switch(folder)
        merging.start_if_worth_it(tables.read(folder).segments, whole=True)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise files.failed("the new index cannot be written", error) from None
        raise


def _fill(folder: Path, documents: Iterator[Document], processes: int) -> None:
    table, known = _found(folder)
    segments, storage = table.segments, files.SyncedStorage(str(folder))
    generation = table.generation
    fresh = _not_known(documents, known)
    for segment in _written(folder, _chunks(fresh), processes):
        segments.append(segment)
        tables.commit(storage, generation, segments, clean=False)
        generation += 1
    # What is left was not met again, or not as it was.
    for at, number in known.values():
        segments[at].delete_document(number)
    tables.commit(storage, generation, segments)


Places = dict[tuple[str, str], tuple[int, int]]


def _found(folder: Path) -> tuple[tables.Table, Places]:
    """Return what an unfinished index holds: by identifier and fingerprint, the segment and number of a document."""
    table = tables.read(folder)
    known: Places = {}
    for at, segment in enumerate(table.segments):
        for number, pair in enumerate(Leaf(folder, segment).fingerprints()):
            known[pair] = at, number
    return table, known


def _not_known(documents: Iterable[Document], known: Places) -> Iterator[Document]:
    for document in documents:
        pair = identifier(document.kind, document.key), fingerprint(document) if known else ""
        if known.pop(pair, None) is None:
            yield document


def _chunks(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while chunk := list(islice(documents, CHUNK)):
        yield chunk


def _written(folder: Path, chunks: Iterator[list[Document]], processes: int) -> Iterator[Any]:
    first = list(islice(chunks, 2))
    if len(first) < 2 or processes < 2:  # noqa: PLR2004  # one chunk or one process: no others are needed
        yield from (write_chunk(str(folder), chunk) for chunk in chain(first, chunks))
        return
    # Not forked: the caller may have threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=django.setup) as pool:
        waiting: deque[Future[Any]] = deque()
        for chunk in chain(first, chunks):
            waiting.append(pool.submit(write_chunk, str(folder), chunk))
            # No more is read than can be cut, so that memory does not grow with the database.
            if len(waiting) > processes:
                yield waiting.popleft().result()
        yield from (future.result() for future in waiting)


def write_chunk(folder: str, documents: list[Document]) -> Any:
    """Write a segment of `documents`, wait until it is on the disk, and return it; runs in any process."""
    storage, builder = files.SyncedStorage(folder), Builder()
    for document in documents:
        builder.add(document)
    segment = builder.write(storage)
    files.sync(Path(folder) / segment.make_filename(segment.COMPOUND_EXT))
    return segment
