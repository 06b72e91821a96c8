"""Cleans the pictures inside a PDF document; owns that each holds its pixels and nothing else. In the apart process."""

from io import BytesIO
from typing import Any

from pikepdf import Array, Name, StreamDecodeLevel
from PIL import Image, Jpeg2KImagePlugin

from jobs.rebuilding import images, jpeg
from jobs.rebuilding.kinds import Reason, RefusedFileError

_PARTS = {
    "/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3,
    "/DeviceCMYK": 4,
}  # fmt: skip
# Black and white in formats of their own, which have no room for notes.
_FAXES = frozenset({"/CCITTFaxDecode", "/JBIG2Decode"})


def clean(stream: Any, filters: list[str], *, pixels: int) -> None:
    """Clean one picture in its place.

    Raises:
        RefusedFileError: it is damaged or too large.
        Exception: whatever a decoder raises over a damaged one.
    """
    if filters == ["/DCTDecode"]:
        packed = jpeg.stripped(stream.read_raw_bytes())
        stream.write(packed, filter=Name.DCTDecode, decode_parms=stream.get(Name.DecodeParms))
    elif "/JPXDecode" in filters:
        _flatten(stream, pixels)
    elif not _FAXES.intersection(filters):
        _trim(stream)


def _trim(stream: Any) -> None:
    """Write plain samples anew, exactly as many as the picture has."""
    size = _size(stream)
    samples = stream.read_bytes(StreamDecodeLevel.all)
    if len(samples) < size:
        raise RefusedFileError(Reason.DAMAGED)
    stream.write(samples[:size])


def _size(stream: Any) -> int:
    """Return how many bytes of samples the picture has; every line ends with a whole byte."""
    mask = bool(stream.get(Name.ImageMask, False))
    parts = 1 if mask else _parts(stream.ColorSpace)
    bits = 1 if mask else int(stream.get(Name.BitsPerComponent, 8))
    return (int(stream.Width) * parts * bits + 7) // 8 * int(stream.Height)


def _parts(space: Any) -> int:
    """Return how many numbers make one pixel."""
    if not isinstance(space, Array):
        return _PARTS[str(space)]
    name = str(space[0])
    if name == "/ICCBased":
        return int(space[1].N)
    return len(space[1]) if name == "/DeviceN" else _PARTS[name]


def _flatten(stream: Any, pixels: int) -> None:
    """Write a JPEG 2000 picture as its pixels: its boxes may carry anything."""
    with Image.open(BytesIO(stream.read_raw_bytes()), formats=[Jpeg2KImagePlugin.Jpeg2KImageFile.format]) as opened:
        images.check_size(*opened.size, pixels=pixels)
        picture = opened.convert("L" if opened.mode in ("L", "I;16", "1", "LA") else "RGB")
    stream.write(picture.tobytes())
    stream.Width, stream.Height, stream.BitsPerComponent = *picture.size, 8
    stream.ColorSpace = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    for name in ("/Decode", "/SMaskInData"):
        if name in stream:
            del stream[name]
