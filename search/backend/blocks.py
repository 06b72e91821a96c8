"""The posting lists of a segment file; owns turning them into arrays and back, in Whoosh's own format.

A list is written as one block, its numbers as typed arrays: Whoosh reads them like its own tuples, and numpy without
looking at each number. Lists in many blocks of tuples, as Whoosh writes them, are read as well.
"""

import pickle
import zlib
from array import array
from functools import lru_cache
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo

Ids = NDArray[np.int32]
Numbers = NDArray[np.float32]
_HEAD = len(WHOOSH3_HEADER_MAGIC)
_INT = 4
# Shorter lists are smaller as plain tuples.
FEW = 16
_PROTOCOL = 4
_SUMMARY = W3TermInfo._struct  # noqa: SLF001  # the shape of a summary has no public name


def _array(value: Any) -> NDArray[np.int64]:
    if isinstance(value, array):
        return np.frombuffer(value, dtype=value.typecode).astype(np.int64)
    return np.fromiter(value, dtype=np.int64, count=len(value))


def _weights(value: Any, count: int) -> Numbers:
    if value is None:
        return np.ones(count, np.float32)
    if isinstance(value, float):
        return np.full(count, value, np.float32)
    if isinstance(value, array):
        return np.frombuffer(value, dtype=value.typecode).astype(np.float32)
    return np.asarray(value, np.float32)


def decode(view: memoryview, offset: int) -> tuple[Ids, Numbers]:
    """Return the document numbers, ascending, and the weights of the list that begins at `offset`.

    Raises:
        ValueError: there is no list at that place.
    """
    if view[offset : offset + _HEAD] != WHOOSH3_HEADER_MAGIC:
        raise ValueError("no posting list begins here")
    ids: list[NDArray[np.int64]] = []
    weights: list[Numbers] = []
    place, last = offset + _HEAD, False
    while not last:
        size = int.from_bytes(view[place : place + _INT], "big", signed=True)
        last, end = size < 0, place + _INT + abs(size)
        stream = BytesIO(view[place + _INT : end])
        # The folder is made for its owner alone, as it must be: Whoosh itself keeps pickles in it.
        count, _most, _heaviest, compressed, _shortest, _longest = pickle.load(stream)  # noqa: S301
        data = stream.read()
        deltas, some, _values = pickle.loads(zlib.decompress(data) if compressed else data)  # noqa: S301
        ids.append(np.cumsum(_array(deltas)))
        weights.append(_weights(some, count))
        place = end
    together = ids[0] if len(ids) == 1 else np.concatenate(ids)
    return together.astype(np.int32), weights[0] if len(weights) == 1 else np.concatenate(weights)


def decode_few(view: memoryview, offset: int) -> tuple[list[int], list[int]]:
    """Return what `decode` returns for a short list that was written here, as whole numbers and without numpy."""
    start = offset + _HEAD + _INT
    size = -int.from_bytes(view[start - _INT : start], "big", signed=True)
    stream = BytesIO(view[start : start + size])
    count = pickle.load(stream)[0]  # noqa: S301  # see `decode`
    deltas, weights, _values = pickle.load(stream)  # noqa: S301
    if weights is None or isinstance(weights, float):
        return list(accumulate(deltas)), [int(weights or 1)] * count
    return list(accumulate(deltas)), list(weights)


def _smallest(numbers: NDArray[np.int64]) -> "array[int]":
    most = int(numbers.max())
    code = next(code for code in "BHI" if most < 1 << 8 * array(code).itemsize)
    return array(code, numbers.astype(code).tobytes())


def encode(ids: NDArray[np.int64], often: NDArray[np.int64], lengths: NDArray[np.uint8] | None) -> tuple[bytes, bytes]:
    """Return a list as it stands in the file, and its summary without its place in the file.

    Args:
        ids: the documents, ascending, at least one.
        often: how often the term is in each.
        lengths: the lengths of the field in all documents, coded; None where the field does not score.
    """
    if len(ids) <= FEW:
        return encode_few(ids.tolist(), often.tolist(), None if lengths is None else lengths[ids].tolist())
    deltas = ids.copy()
    deltas[1:] -= ids[:-1]
    heaviest = int(often.max())
    own = lengths[ids] if lengths is not None else np.zeros(1, np.uint8)
    data = (_smallest(deltas), None if heaviest == 1 else _smallest(often), None)
    ends = len(ids), int(ids[0]), int(ids[-1])
    return _packed(data, (int(own.min()), int(own.max())), (heaviest, int(often.sum())), ends)


def encode_few(ids: list[int], often: list[int], lengths: list[int] | None) -> tuple[bytes, bytes]:
    """Return what `encode` returns for a short list, as most lists are, without numpy, which takes longer to start.

    Args:
        ids: the documents, ascending, at least one.
        often: how often the term is in each.
        lengths: the lengths of the field in these documents.
    """
    deltas = (ids[0], *(after - before for before, after in pairwise(ids)))
    heaviest = max(often)
    own = (min(lengths), max(lengths)) if lengths else (0, 0)
    # One weight stands for all where they are equal.
    weights = None if heaviest == 1 else float(heaviest) if min(often) == heaviest else tuple(often)
    return _packed((deltas, weights, None), own, (heaviest, sum(often)), (len(ids), ids[0], ids[-1]))


@lru_cache(maxsize=20_000)
def encode_one(document: int, often: int, length: int) -> tuple[bytes, bytes]:
    """Return what `encode` returns for a list of one document; a rare word's list is that of its neighbours."""
    return encode_few([document], [often], [length])


def _packed(data: Any, own: tuple[int, int], often: tuple[int, int], ids: tuple[int, int, int]) -> tuple[bytes, bytes]:
    """Return list and summary of `data`.

    Args:
        data: document numbers as differences, weights, payloads.
        own: the shortest and the longest field among the documents.
        often: the heaviest weight and the sum of all.
        ids: how many documents, the first and the last.
    """
    (shortest, longest), (heaviest, total), (count, first, last) = own, often, ids
    head = pickle.dumps((count, last, float(heaviest), 0, shortest, longest), _PROTOCOL)
    body = pickle.dumps(data, _PROTOCOL)
    # A negative size marks the last block.
    size = (-len(head) - len(body)).to_bytes(_INT, "big", signed=True)
    summary = _SUMMARY.pack(0, total, count, shortest, longest, heaviest, first, last)
    return b"".join((WHOOSH3_HEADER_MAGIC, size, head, body)), summary
