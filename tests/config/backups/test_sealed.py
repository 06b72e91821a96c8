import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.backups.sealed import PIECE, SALT, TAG, DamagedArchiveError, SealingFile, UnsealingFile

KEY, FIRST = bytes(range(32)), b'{"made_on": "2026-03-02"}\n'
PIECES = len(FIRST) + SALT


def _sealed(plain: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    file = SealingFile(target, key, FIRST)
    for start in range(0, len(plain), 70_000):
        file.write(plain[start : start + 70_000])
    file.finish()
    return target.getvalue()


def _opened(sealed: bytes, key: bytes = KEY) -> bytes:
    file, parts = UnsealingFile(io.BytesIO(sealed), key), []
    while part := file.read(50_000):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7])
def test_what_is_sealed_comes_back(size: int) -> None:
    plain = (b"walk-in ledger " * (size // 15 + 1))[:size]
    sealed = _sealed(plain)
    assert (_opened(sealed), b"ledger" in sealed) == (plain, False)


@given(place=st.integers(0, PIECES + 40 + TAG - 1), flip=st.integers(1, 255))
def test_no_changed_byte_is_taken_the_day_included(place: int, flip: int) -> None:
    sealed = bytearray(_sealed(b"x" * 40))
    sealed[place] ^= flip
    with pytest.raises(DamagedArchiveError):
        _opened(bytes(sealed))


def test_neither_cut_off_nor_reordered_pieces_are_taken() -> None:
    sealed = _sealed(bytes(3 * PIECE))
    step = PIECE + TAG
    first, second, third = (sealed[PIECES + n * step : PIECES + (n + 1) * step] for n in range(3))
    start = sealed[:PIECES]
    assert _opened(start + first + second + third) == bytes(3 * PIECE)
    for changed in (start + first + second, start + first, start, start + second + first + third, start + first[:-1]):
        with pytest.raises(DamagedArchiveError):
            _opened(changed)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(DamagedArchiveError):
        _opened(_sealed(b"words"), bytes(32))


def test_two_archives_of_the_same_have_nothing_in_common() -> None:
    one, other = _sealed(b"w" * 64), _sealed(b"w" * 64)
    assert one[PIECES : PIECES + 16] != other[PIECES : PIECES + 16]
