"""The index as it is at one generation, shared by all threads; owns what is opened and when it is let go.

A small commit opens the small new segment only: leaves are kept by name, and what is deleted of them, and who may see
what, by name and number of deletions, since deletions only come to a segment and never go.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from search.backend import files, tables
from search.backend.leaves import FACETS, Leaf
from search.backend.scoring import Allowed, Mask, Statistics

# How many masks a segment keeps: one byte a document each, so six megabytes at 100,000 documents.
MOST_MASKS = 64
# A folder changed so lately may change again without showing it in its time.
_SETTLED_NS = 50_000_000
_masks = count()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents may be found at all: those with one of the audience tokens, narrowed further.

    Attributes:
        tokens: indexed audience tokens; none permit nothing.
        narrow: pairs of a facet and the values it may have.
        since: the first day a document may bear; one without a day is then left out.
        until: the last day.
    """

    tokens: frozenset[str]
    narrow: frozenset[tuple[str, frozenset[str]]] = frozenset()
    since: date | None = None
    until: date | None = None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Reckon the hash once: masks are looked up by it in each segment."""
        object.__setattr__(self, "_hash", hash((self.tokens, self.narrow, self.since, self.until)))

    def __hash__(self) -> int:
        """Return what was reckoned."""
        return self._hash


class Part:
    """A leaf and what is deleted of it."""

    def __init__(self, leaf: Leaf, deleted: Collection[int]) -> None:
        """Take the leaf and the numbers of its deleted documents."""
        self.leaf = leaf
        self.deletions = len(deleted)
        self.live = np.ones(leaf.count, bool)
        self.live[list(deleted)] = False
        self._masks: OrderedDict[Scope, Allowed] = OrderedDict()
        self._lock = threading.Lock()

    def allowed(self, scope: Scope) -> Allowed:
        """Return for each document whether it is there and in scope."""
        with self._lock:
            held = self._masks.get(scope)
            if held:
                self._masks.move_to_end(scope)
                return held
        made = Allowed(self._mask(scope), next(_masks))
        with self._lock:
            self._masks[scope] = made
            while len(self._masks) > MOST_MASKS:
                self._masks.popitem(last=False)
        return made

    def _mask(self, scope: Scope) -> Mask:
        mask = self._any("audience", scope.tokens) & self.live
        for name, values in scope.narrow:
            mask &= self._any(FACETS, [f"{name}={value}" for value in values])
        if scope.since or scope.until:
            days = [day for day in self.leaf.beginning("on", "") if _within(day, scope)]
            mask &= self._any("on", days)
        return mask

    def _any(self, name: str, texts: Collection[str]) -> Mask:
        met = np.zeros(self.leaf.count, bool)
        for text in texts:
            postings = self.leaf.postings(name, text)
            if postings:
                met[postings[0]] = True
        return met


def _within(day: str, scope: Scope) -> bool:
    since, until = scope.since or date.min, scope.until or date.max
    return bool(day) and since.isoformat() <= day <= until.isoformat()


@dataclass(frozen=True)
class Snapshot:
    """The index at one generation."""

    folder: Path
    generation: int
    parts: tuple[Part, ...]
    numbers: Statistics

    @property
    def documents(self) -> int:
        """How many documents can be found by someone."""
        return sum(int(part.leaf.count) - part.deletions for part in self.parts)


@dataclass
class _Shared:
    """What the threads of this process share."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    snapshot: Snapshot | None = None
    seen: object = None


_shared = _Shared()


def _sight(folder: Path) -> object:
    """Return a value that changes with the index in use, or a new one each time while that cannot be told for sure."""
    now = time.time_ns()
    # Every search comes by here: no folder is made, and no path taken apart. The pointer need not be looked at, for who
    # switches it removes the folder that it named before.
    status = os.stat(str(folder))  # noqa: PTH116
    if now - status.st_mtime_ns < _SETTLED_NS:
        return object()
    return status.st_mtime_ns, status.st_ino


def _unchanged() -> Snapshot | None:
    held, seen = _shared.snapshot, _shared.seen
    if held is None or str(held.folder.parent) != str(settings.SEARCH_DIR):
        return None
    try:
        return held if _sight(held.folder) == seen else None
    except OSError:
        return None


def _part(folder: Path, segment: Any, held: dict[str, Part]) -> Part:
    kept = held.get(str(segment.segid))
    deleted = list(segment.deleted_docs())
    if kept and kept.deletions == len(deleted):
        return kept
    return Part(kept.leaf if kept else Leaf(folder, segment), deleted)


def opened_leaves(folder: Path, segments: Sequence[Any]) -> list[Leaf]:
    """Return the leaves of some segments, without opening again what this process has open.

    Raises:
        Exception: of any kind, where a file is damaged.
    """
    held = _shared.snapshot
    leaves = {part.leaf.name: part.leaf for part in held.parts} if held and held.folder == folder else {}
    return [leaves.get(str(segment.segid)) or Leaf(folder, segment) for segment in segments]


def open_newest(folder: Path) -> Snapshot:
    """Return the newest generation in `folder`, with all that is already open taken over.

    Raises:
        OSError: a file is gone, as happens while another process commits.
        Exception: of any kind, where a file is damaged.
    """
    with _shared.lock:
        held, seen, generation = _shared.snapshot, _sight(folder), files.generation(folder)
        if held and (held.folder, held.generation) == (folder, generation):
            _shared.seen = seen
            return held
        if generation < 0:
            raise FileNotFoundError("the index has no table of contents")
        segments = tables.read(folder, generation).segments
        open_parts = {part.leaf.name: part for part in held.parts} if held and held.folder == folder else {}
        parts = tuple(_part(folder, segment, open_parts) for segment in segments if segment.doc_count_all())
        opened = Snapshot(folder, generation, parts, Statistics([part.leaf for part in parts]))
        _shared.snapshot, _shared.seen = opened, seen
        return opened


def newest() -> Snapshot | None:
    """Return the newest generation of the index in use, or None where there is no index.

    Raises:
        Exception: see `open_newest`.
    """
    unchanged = _unchanged()
    if unchanged:
        return unchanged
    folder = files.current()
    return open_newest(folder) if folder else None


def forget() -> None:
    """Let go of everything that is open."""
    with _shared.lock:
        _shared.snapshot = _shared.seen = None
