"""Decodes a picture and writes its pixels anew; owns that nothing but pixels goes over. Runs in the apart process.

The orientation that a camera notes is applied first, and colours are brought into sRGB, so that the picture looks the
same without the note and the profile. Of several frames the first is kept.
"""

from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, MpoImagePlugin

from jobs.rebuilding.kinds import Kind, Reason, RefusedFileError

_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}
_QUALITY, _PREVIEW_QUALITY = 88, 75
PREVIEW_SIDE = 900
_WHITE = (255, 255, 255)
_DEEP_MODES = ("I;16", "I;16B", "I;16L", "I", "F")


def warm_up() -> None:
    """Read whatever decoding needs, while files can still be opened."""
    MpoImagePlugin.MpoImageFile  # noqa: B018  # many phones write JPEG files of two pictures: it must be imported by now
    for mode, kind in (("RGB", Kind.JPEG), ("CMYK", Kind.JPEG), ("RGBA", Kind.PNG)):
        encode(Image.new(mode, (8, 8)), kind)
    preview(decode(_sample(), Kind.JPEG, pixels=64))


def _sample() -> bytes:
    sample, profile = BytesIO(), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (8, 8)).save(sample, format="JPEG", icc_profile=profile, exif=exif)
    return sample.getvalue()


def check_size(width: int, height: int, *, pixels: int) -> None:
    """Do nothing if a picture of this size may be decoded.

    Raises:
        RefusedFileError: it has too many pixels.
    """
    if width * height > pixels:
        raise RefusedFileError(Reason.PIXELS)


def decode(data: bytes, kind: Kind, *, pixels: int) -> Image.Image:
    """Return the picture's pixels, upright and in sRGB, and nothing else.

    Raises:
        RefusedFileError: it has too many pixels.
        Exception: whatever the decoder raises over a damaged one.
    """
    Image.MAX_IMAGE_PIXELS = None  # ours is checked instead, and is no mere warning
    with Image.open(BytesIO(data), formats=[_FORMATS[kind]]) as opened:
        check_size(*opened.size, pixels=pixels)
        opened.load()
        picture = ImageOps.exif_transpose(opened)
        profile = opened.info.get("icc_profile")
    picture = _plain(picture, profile, see_through=kind is Kind.PNG)
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())


def _plain(picture: Image.Image, profile: bytes | None, *, see_through: bool) -> Image.Image:
    """Return the picture in the modes L, RGB or, where something may shine through, RGBA."""
    alpha = None
    if see_through and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info):
        alpha = picture.convert("RGBA").getchannel("A")
    if picture.mode in _DEEP_MODES:
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("L" if picture.mode in ("1", "LA") else "RGB")
    if profile:
        picture = _in_srgb(picture, profile)
    if picture.mode == "CMYK":
        picture = picture.convert("RGB")
    if alpha:
        picture = picture.convert("RGB")
        picture.putalpha(alpha)
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in sRGB; a profile that is broken or does not fit is passed over, as browsers do."""
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        return changed or picture
    return picture


def encode(picture: Image.Image, kind: Kind) -> bytes:
    """Return the pixels as a new file of the kind."""
    new = BytesIO()
    if kind is Kind.JPEG:
        picture.save(new, format="JPEG", quality=_QUALITY)
    else:
        picture.save(new, format="PNG")
    return new.getvalue()


def preview(picture: Image.Image) -> bytes:
    """Return a small JPEG of a picture, on white where it is see-through."""
    small = picture.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, _WHITE)
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    new = BytesIO()
    small.save(new, format="JPEG", quality=_PREVIEW_QUALITY)
    return new.getvalue()
