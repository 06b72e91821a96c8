"""The table of contents: which segments make up the index and what is deleted of them; owns reading and switching it.

Everything new is on the disk before the table that names it is renamed into place: `files.SyncedStorage` sees to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.index import TOC, clean_files

from search.backend import files
from search.backend.schema import SCHEMA

INDEX = "MAIN"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of contents.

    Attributes:
        generation: its number; -1 where there was none yet.
        segments: Whoosh's own objects. They belong to the caller, who may delete documents of them.
    """

    generation: int
    segments: list[Any]


def read(folder: Path, generation: int | None = None) -> Table:
    """Return the newest table of a folder, or that of a generation.

    Raises:
        Exception: of many kinds, where the file is gone or damaged.
    """
    number = files.generation(folder) if generation is None else generation
    if number < 0:
        return Table(-1, [])
    storage = files.SyncedStorage(str(folder))
    try:
        return Table(number, list(TOC.read(storage, INDEX, gen=number, schema=SCHEMA).segments))
    finally:
        storage.abandon()


def commit(storage: files.SyncedStorage, after: int, segments: Iterable[Any], *, clean: bool = True) -> None:
    """Put on the disk what `storage` wrote, make `segments` the index, and let go of the files no longer named.

    Args:
        storage: of the folder; all new segments were written through it.
        after: the generation this one follows.
        segments: all segments there are now; those without a document left are passed over.
        clean: False while others write segments to the folder that no table names yet.

    Raises:
        OSError: the disk refuses; the index is what it was.
    """
    kept = [segment for segment in segments if segment.doc_count()]
    TOC(SCHEMA, kept, after + 1).write(storage, INDEX)
    if clean:
        clean_files(storage, INDEX, after + 1, kept)
