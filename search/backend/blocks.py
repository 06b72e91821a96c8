"""The posting lists of a segment file; owns turning them into arrays and back, in Whoosh's own format.

A list is written as one block, its numbers as typed arrays: Whoosh reads them like its own tuples, and numpy without
looking at each number. Lists in many blocks of tuples, as Whoosh writes them, are read as well.
"""

import pickle
import zlib
from array import array
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

Ids = NDArray[np.int32]
Numbers = NDArray[np.float32]
_HEAD = len(WHOOSH3_HEADER_MAGIC)
_INT = 4
# Shorter lists are smaller as plain tuples.
_TUPLE = 12
_PROTOCOL = 4


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
