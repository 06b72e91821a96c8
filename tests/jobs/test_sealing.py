"""Seals of the rooms above: what goes in comes out, and nothing else opens them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rebuilding import Kind, Rebuilt
from jobs.rebuilding.packing import packed, unpacked
from jobs.sealing import BrokenSealError, decrypted, encrypted

KEY, OTHER = b"k" * 32, b"o" * 32


@given(st.binary(max_size=500))
def test_seal_gives_back_what_it_was_given(plain: bytes) -> None:
    sealed = encrypted(plain, KEY)
    assert decrypted(memoryview(sealed), KEY) == plain
    assert sealed != encrypted(plain, KEY)


@pytest.mark.parametrize(
    ("sealed", "key"),
    [(encrypted(b"x", KEY), OTHER), (encrypted(b"x", KEY)[:-1], KEY), (b"", KEY)],
    ids=["another key", "a byte short", "nothing"],
)
def test_seal_is_broken_by_another_key_or_other_bytes(sealed: bytes, key: bytes) -> None:
    with pytest.raises(BrokenSealError):
        decrypted(sealed, key)


@given(st.binary(max_size=70_000), st.binary(max_size=300))
def test_packed_file_comes_back_and_its_length_is_a_power_of_two(data: bytes, preview: bytes) -> None:
    plain = packed(Rebuilt(Kind.PNG, data, preview))
    assert len(plain) in {65_536, 131_072}
    assert unpacked(plain, kind=Kind.PNG, size=len(data), preview=len(preview)) == Rebuilt(Kind.PNG, data, preview)
