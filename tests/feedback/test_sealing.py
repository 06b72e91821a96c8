import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback import sealing

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(st.dictionaries(texts, texts | st.integers(0, 99) | st.none(), max_size=5))
def test_unseal_returns_what_was_sealed(content: dict[str, object]) -> None:
    assert sealing.unseal(sealing.seal(content)) == content


def test_a_seal_shows_neither_content_nor_length() -> None:
    short, longer = sealing.seal({"words": "甲"}), sealing.seal({"words": "甲" * 500})
    assert len(short) == len(longer)
    assert "甲".encode() not in longer


def test_sealing_twice_gives_other_bytes() -> None:
    assert sealing.seal({"words": "甲"}) != sealing.seal({"words": "甲"})


@pytest.mark.parametrize("broken", [b"", b"short", b"\x00" * 200])
def test_a_broken_seal_is_noticed(broken: bytes) -> None:
    with pytest.raises(sealing.BrokenSealError):
        sealing.unseal(broken)


@given(st.integers(0, 2000))
def test_a_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(sealing.seal({"words": "甲"}))
    sealed[place] ^= 1
    with pytest.raises(sealing.BrokenSealError):
        sealing.unseal(bytes(sealed))
