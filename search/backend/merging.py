"""Makes few segments of many; owns which are merged and when, and never keeps a change waiting for a large merge.

Small merges are done by the writer itself. A large one is written beside the index, in a folder of its own, while
others write and read; only the switch needs the writer's lock. What was deleted meanwhile is deleted of the result too.
"""

import fcntl
import heapq
import logging
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backend import blocks, files, tables
from search.backend.building import SCORED, Columns, SegmentFile, field_of
from search.backend.leaves import LENGTHS, Leaf

# As many segments of about the same size make one of the next size, which is eight times as large.
TIER = 4
_STEP_BITS = 3
# A merge of at most so many documents is done at once: it takes some tenths of a second.
AT_ONCE = 1_000
_PATIENCE_SECONDS = 60.0
_PAUSE = 0.05
_FOLDER = "merge"
_logger = logging.getLogger(__name__)


def _size(segment: Any) -> int:
    return int(segment.doc_count())


def worth_merging(segments: Sequence[Any]) -> list[Any]:
    """Return the segments to make one of, or none: the lowest full tier, with all below it, or what is half deleted."""
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        tiers.setdefault(_size(segment).bit_length() // _STEP_BITS, []).append(segment)
    below: list[Any] = []
    for _tier, members in sorted(tiers.items()):
        if len(members) >= TIER:
            return below + members
        below += members
    return [segment for segment in segments if _size(segment) * 2 < segment.doc_count_all()]


def _numbering(segments: Sequence[Any]) -> list[NDArray[np.int64]]:
    """Return for each segment the new number of each document, or -1 where it is deleted."""
    maps, base = [], 0
    for segment in segments:
        live = np.ones(segment.doc_count_all(), bool)
        live[list(segment.deleted_docs())] = False
        maps.append(np.where(live, np.cumsum(live) - 1 + base, -1).astype(np.int64))
        base += int(live.sum())
    return maps


def merge(source: Path, segments: Sequence[Any], storage: files.SyncedStorage) -> Any:
    """Write one segment of many and return it; the order of the documents stays.

    Args:
        source: the folder the segments lie in.
        segments: what to merge, at least one document left in them.
        storage: the folder to write to.
    """
    leaves, maps = [Leaf(source, segment) for segment in segments], _numbering(segments)
    columns = Columns()
    for leaf, numbers in zip(leaves, maps, strict=True):
        _take_columns(columns, leaf, np.flatnonzero(numbers >= 0))
    lengths = {name: np.frombuffer(bytes(codes), np.uint8) for name, codes in columns.lengths.items()}
    written = SegmentFile(storage)
    joining = _Joining(leaves, maps)
    for term, group in groupby(heapq.merge(*map(_keyed, count(), leaves)), key=itemgetter(0)):
        encoded = joining.encoded(list(group), lengths.get(field_of(term)))
        if encoded:
            written.add(term, encoded)
    return written.finish(columns)


_Place = tuple[bytes, int, int, int]


def _keyed(at: int, leaf: Leaf) -> Iterator[_Place]:
    return ((term, at, documents, offset) for term, documents, offset in leaf.places())


class _Joining:
    """Joins the lists of one term from several leaves under their new numbers."""

    def __init__(self, leaves: Sequence[Leaf], maps: Sequence[NDArray[np.int64]]) -> None:
        self._leaves = leaves
        self._maps = maps
        self._lists = [numbers.tolist() for numbers in maps]

    def encoded(self, places: list[_Place], lengths: NDArray[np.uint8] | None) -> tuple[bytes, bytes] | None:
        """Return the joined list for the file, or None where all its documents are gone."""
        if sum(documents for _term, _at, documents, _offset in places) <= blocks.FEW:
            return self._few(places, lengths)
        ids, often = [], []
        for _term, at, _documents, offset in places:
            numbers, weights = self._leaves[at].list_at(offset)
            new = self._maps[at][numbers]
            live = new >= 0
            ids.append(new[live])
            often.append(weights[live].astype(np.int64))
        joined = np.concatenate(ids)
        return blocks.encode(joined, np.concatenate(often), lengths) if len(joined) else None

    def _few(self, places: list[_Place], lengths: NDArray[np.uint8] | None) -> tuple[bytes, bytes] | None:
        ids, often = [], []
        for _term, at, _documents, offset in places:
            numbers = self._lists[at]
            for old, weight in zip(*self._leaves[at].few_at(offset), strict=True):
                if numbers[old] >= 0:
                    ids.append(numbers[old])
                    often.append(weight)
        if not ids:
            return None
        return blocks.encode_few(ids, often, [int(lengths[one]) for one in ids] if lengths is not None else None)


def _take_columns(columns: Columns, leaf: Leaf, live: NDArray[np.int64]) -> None:
    prints = list(leaf.fingerprints())
    for number in live.tolist():
        identifier, fingerprint = prints[number]
        columns.identifiers.append(identifier.encode())
        columns.fingerprints.append(fingerprint.encode())
    for name in SCORED:
        codes = leaf.lengths(name)[live]
        columns.lengths[name] += codes.tobytes()
        # Deleted documents take a part of the total with them that is known by their coded lengths only.
        share = LENGTHS[codes].sum() / max(1.0, LENGTHS[leaf.lengths(name)].sum())
        columns.totals[name] += round(leaf.totals.get(name, 0) * float(share))


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the merger's lock if it is free; it ends with the process, however that ends."""
    with (files.root() / "merger.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def merge_beside(*, whole: bool = False) -> bool:
    """Merge what is worth it without holding up the writer; return whether the index was switched to the result.

    Args:
        whole: make one segment of all there are instead.

    Nothing is lost if this dies or gives up at any instant: the result counts for nothing until the switch.
    """
    with _alone() as held:
        folder = files.current() if held else None
        if folder is None:
            return False
        segments = tables.read(folder).segments
        chosen = (segments if len(segments) > 1 else []) if whole else worth_merging(segments)
        beside = folder / _FOLDER
        shutil.rmtree(beside, ignore_errors=True)
        if not sum(map(_size, chosen)):
            return False
        beside.mkdir(mode=0o700)
        try:
            merged = merge(folder, chosen, files.SyncedStorage(str(beside)))
            return _switch(folder, beside, chosen, merged)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _switch(folder: Path, beside: Path, chosen: Sequence[Any], merged: Any) -> bool:
    name = merged.make_filename(merged.COMPOUND_EXT)
    if folder != files.current():
        return False
    files.sync(beside / name)
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        with files.writing() as held:
            if held:
                if folder != files.current():
                    return False
                return _replace(folder, beside / name, chosen, merged)
        time.sleep(_PAUSE)
    return False


def _replace(folder: Path, written: Path, chosen: Sequence[Any], merged: Any) -> bool:
    table = tables.read(folder)
    now = {segment.segid: segment for segment in table.segments}
    if any(one.segid not in now for one in chosen):
        return False
    for one, numbers in zip(chosen, _numbering(chosen), strict=True):
        for number in set(now[one.segid].deleted_docs()) - set(one.deleted_docs()):
            merged.delete_document(int(numbers[number]))
    written.rename(folder / written.name)
    names = {one.segid for one in chosen}
    others = [segment for segment in table.segments if segment.segid not in names]
    tables.commit(files.SyncedStorage(str(folder)), table.generation, [merged, *others])
    return True


_thread: threading.Thread | None = None


def start_if_worth_it(segments: Sequence[Any], *, whole: bool = False) -> None:
    """Merge in a thread of its own if the segments call for it and none is at it; it ends with the process.

    Args:
        segments: all there are now.
        whole: make one of all, as of those of a new index: each segment more is a walk more for every question.
    """
    global _thread  # noqa: PLW0603  # one merger a process
    called_for = len(segments) > 1 if whole else bool(worth_merging(segments))
    if called_for and (_thread is None or not _thread.is_alive()):
        _thread = threading.Thread(target=_merge_quietly, args=[whole], name="merging", daemon=True)
        _thread.start()


def finish() -> None:
    """Wait until the merging that this process has begun is over; for one that is about to end."""
    if _thread is not None:
        _thread.join()


def _merge_quietly(whole: bool) -> None:
    try:
        merge_beside(whole=whole)
    except Exception as error:  # noqa: BLE001  # the index stays as it was, and the next drain tries again
        _logger.warning("search: segments could not be merged (%s)", type(error).__name__)
