"""What a decoder can do at its worst, and what becomes of files that are made to do harm."""

import time
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.rebuilding import Reason, RefusedFileError, rebuild
from jobs.rebuilding.jpeg import stripped
from tests.jobs.rebuilding import samples
from tests.jobs.rebuilding.samples import LIMITS, MARK

_SMALL = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])


def _reason(data: bytes, **changes: int) -> Reason:
    with pytest.raises(RefusedFileError) as refused:
        rebuild(data, replace(LIMITS, **changes))
    return refused.value.reason


def _refused_by(program: str, **changes: int) -> Reason:
    with pytest.raises(RefusedFileError) as refused:
        rebuild(samples.jpeg(), replace(LIMITS, **changes), program=f"tests.jobs.rebuilding.{program}")
    return refused.value.reason


def test_a_decoder_that_eats_memory_is_stopped() -> None:
    assert _refused_by("hog", memory=400_000_000) == Reason.MEMORY


def _running(words: bytes) -> list[str]:
    lines = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(place.read_bytes())
        except OSError:  # gone meanwhile
            continue
    return [line.decode(errors="replace") for line in lines if words in line]


def test_a_decoder_that_hangs_is_stopped_with_its_children() -> None:
    start = time.monotonic()
    assert _refused_by("sleeper", seconds=2) == Reason.SLOW
    assert time.monotonic() - start < 15
    time.sleep(0.2)
    assert _running(b"# a decoder's child") == []


def test_a_decoder_can_neither_read_nor_write_nor_connect() -> None:
    rebuilt = rebuild(samples.jpeg(), LIMITS, program="tests.jobs.rebuilding.trespasser")
    assert rebuilt.data[3:].decode() == "[False, False, False, False]"


def test_a_decoder_is_not_believed_about_the_type() -> None:
    assert _refused_by("liar") == Reason.DAMAGED


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def test_a_picture_that_is_a_bomb_is_refused_before_it_is_decoded() -> None:
    header = (60_000).to_bytes(4) * 2 + bytes((8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    assert _reason(bomb + _chunk(b"IEND", b"")) == Reason.PIXELS


def test_a_picture_whose_text_is_a_bomb_does_no_harm() -> None:
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(400_000_000), 9))
    data = samples.png()
    assert _reason(data[:33] + text + data[33:]) == Reason.DAMAGED


def _with_drawing(packed: bytes) -> bytes:
    sent = BytesIO()
    with pikepdf.Pdf.new() as made:
        page = made.add_blank_page()
        page.Contents = made.make_stream(b"q Q")
        form = made.make_stream(packed, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=9, Height=9,
            BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.FlateDecode)  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        made.save(sent)
    return sent.getvalue()


def test_a_document_that_is_a_bomb_is_refused() -> None:
    bomb = _with_drawing(zlib.compress(bytes(400_000_000), 9))
    assert len(bomb) < LIMITS.size
    assert _reason(bomb) == Reason.BOMB


def _mutilated(data: bytes, cut: float, flips: list[tuple[float, int]]) -> bytes:
    changed = bytearray(data[: max(1, int(len(data) * cut))])
    for place, value in flips:
        changed[int((len(changed) - 1) * place)] ^= value
    return bytes(changed)


_PLACE = st.floats(0, 1)
_HARM = {
    "cut": st.one_of(st.just(1.0), _PLACE),
    "flips": st.lists(st.tuples(_PLACE, st.integers(1, 255)), max_size=6),
}


@pytest.mark.slow
@pytest.mark.parametrize("make", [samples.jpeg, samples.png, samples.pdf])
@_SMALL
@given(**_HARM)
def test_whatever_is_mutilated_is_refused_or_rebuilt_clean(
    make: object, cut: float, flips: list[tuple[float, int]]
) -> None:
    assert callable(make)
    try:
        rebuilt = rebuild(_mutilated(make(), cut, flips), LIMITS)
    except RefusedFileError:
        return
    assert MARK.encode() not in rebuilt.data + rebuilt.preview


@given(**_HARM)
def test_a_mutilated_jpeg_stream_is_stripped_or_refused(cut: float, flips: list[tuple[float, int]]) -> None:
    sent = samples.jpeg()
    try:
        clean = stripped(_mutilated(sent, cut, flips))
    except RefusedFileError:
        return
    assert len(clean) < len(sent)


def test_stripping_keeps_the_pixels_and_is_done_once() -> None:
    once = stripped(samples.jpeg())
    assert stripped(once) == once
    assert MARK.encode() not in once
