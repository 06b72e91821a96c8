"""Posting lists come back as they were written, to us and to Whoosh."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import formats
from whoosh.codec.whoosh3 import W3LeafMatcher, W3PostingsWriter, W3TermInfo
from whoosh.filedb.structfile import StructFile

from search.backend import blocks

_postings = st.dictionaries(st.integers(0, 300_000), st.integers(1, 255), min_size=1, max_size=400).map(
    lambda drawn: sorted(drawn.items())
)


def _encoded(postings: list[tuple[int, int]]) -> bytes:
    ids, often = (np.array(column, np.int64) for column in zip(*postings, strict=True))
    return blocks.encode(ids, often, np.ones(300_001, np.uint8))[0]


@given(_postings)
def test_list_is_read_as_it_was_written(postings: list[tuple[int, int]]) -> None:
    ids, weights = blocks.decode(memoryview(b"before" + _encoded(postings)), 6)
    assert list(zip(ids.tolist(), weights.tolist(), strict=True)) == postings


@given(_postings)
def test_whoosh_reads_what_we_write(postings: list[tuple[int, int]]) -> None:
    encoded = _encoded(postings)
    matcher = W3LeafMatcher(StructFile(BytesIO(encoded)), 0, len(encoded), formats.Frequency())
    read = []
    while matcher.is_active():
        read.append((matcher.id(), matcher.weight()))
        matcher.next()
    assert read == postings


@given(_postings)
def test_what_whoosh_writes_is_read(postings: list[tuple[int, int]]) -> None:
    buffer = BytesIO()
    writer = W3PostingsWriter(StructFile(buffer), blocklimit=128)
    writer.start_postings(formats.Existence(), W3TermInfo())
    for number, often in postings:
        writer.add_posting(number, float(often), b"")
    writer.finish_postings()
    ids, weights = blocks.decode(memoryview(buffer.getvalue()), 0)
    assert list(zip(ids.tolist(), weights.tolist(), strict=True)) == postings


def test_short_and_long_way_write_the_same() -> None:
    postings = [(3, 1), (70_000, 4), (70_001, 1)]
    few = blocks.encode_few([3, 70_000, 70_001], [1, 4, 1], [7, 8, 9])
    lengths = np.zeros(70_002, np.uint8)
    lengths[[3, 70_000, 70_001]] = [7, 8, 9]
    ids, often = (np.array(column, np.int64) for column in zip(*postings, strict=True))
    assert blocks.encode(ids, often, lengths) == few
    assert blocks.decode_few(memoryview(few[0]), 0) == ([3, 70_000, 70_001], [1, 4, 1])


def test_place_without_a_list_is_an_error() -> None:
    with pytest.raises(ValueError, match="no posting list"):
        blocks.decode(memoryview(b"something else"), 0)
