"""Tells what a file is by its content; owns the kinds that are taken and the reasons of a refusal. Decodes nothing."""

from enum import StrEnum


class Kind(StrEnum):
    """What can be rebuilt."""

    JPEG = "jpg"
    PNG = "png"
    PDF = "pdf"

    @property
    def content_type(self) -> str:
        """The type under which it is handed out."""
        return {Kind.JPEG: "image/jpeg", Kind.PNG: "image/png", Kind.PDF: "application/pdf"}[self]


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    LARGE = "large"
    UNKNOWN = "unknown"
    OFFICE = "office"
    HEIC = "heic"
    PICTURE = "picture"  # one of another type
    DAMAGED = "damaged"
    PIXELS = "pixels"
    BOMB = "bomb"
    LOCKED = "locked"
    PAGES = "pages"
    LAYERS = "layers"
    MEMORY = "memory"
    SLOW = "slow"
    BUSY = "busy"
    MANY = "many"  # with those that came before
    STORED = "stored"  # what it came with lies there already


class RefusedFileError(ValueError):
    """A file cannot be taken."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason, which the page puts into words."""
        super().__init__(reason.value)
        self.reason = reason


MAGIC = {Kind.JPEG: b"\xff\xd8\xff", Kind.PNG: b"\x89PNG\r\n\x1a\n", Kind.PDF: b"%PDF-"}
# A PDF reader looks for the mark within the first kilobyte.
_PDF_REACH = 1024
_OLE, _ZIP, _RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"{\\rtf"
_OFFICE_PARTS = (b"[Content_Types].xml", b"OFD.xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/", b"ppt/")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_PICTURES = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"8BPS")


def recognise(data: bytes) -> Kind:
    """Return what the bytes are.

    Raises:
        RefusedFileError: they are nothing that is taken; the reason says what they seem to be.
    """
    for kind in (Kind.JPEG, Kind.PNG):
        if data.startswith(MAGIC[kind]):
            return kind
    if MAGIC[Kind.PDF] in data[:_PDF_REACH]:
        return Kind.PDF
    raise RefusedFileError(_other(data))


def _other(data: bytes) -> Reason:
    if data.startswith((_OLE, _RTF)) or (data.startswith(_ZIP) and any(part in data for part in _OFFICE_PARTS)):
        return Reason.OFFICE
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return Reason.HEIC
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return Reason.PICTURE
    return Reason.UNKNOWN
