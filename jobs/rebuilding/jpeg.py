"""Takes from a JPEG stream all that is no picture; owns its segments. For pictures inside documents: pixels stay.

Camera notes, thumbnails, comments and colour profiles lie in segments of their own, between those of the picture.
"""

from jobs.rebuilding.kinds import Reason, RefusedFileError

_START, _END, _SCAN, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_RESTARTS = range(0xD0, 0xD8)
# Adobe's segment says how colours are to be read; what follows its twelve bytes is read by nobody.
_ADOBE_SIZE = 12


def stripped(data: bytes) -> bytes:
    """Return the stream with the segments that make the picture, and nothing before, between or after.

    Raises:
        RefusedFileError: it is damaged.
    """
    if data[:2] != bytes((0xFF, _START)):
        raise RefusedFileError(Reason.DAMAGED)
    parts, place = [data[:2]], 2
    while True:
        marker, place = _marker(data, place)
        if marker == _END:
            return b"".join([*parts, bytes((0xFF, _END))])
        size = int.from_bytes(data[place : place + 2])
        body = data[place + 2 : place + size]
        if size < len(data[:2]) or len(body) != size - 2:
            raise RefusedFileError(Reason.DAMAGED)
        place += size
        parts.append(_kept(marker, body))
        if marker == _SCAN:
            end = _end_of_scan(data, place)
            parts.append(data[place:end])
            place = end


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """Return the marker at `place` and where its segment begins; any number of fill bytes may stand before it."""
    if data[place : place + 1] != b"\xff":
        raise RefusedFileError(Reason.DAMAGED)
    while data[place : place + 1] == b"\xff":
        place += 1
    if place >= len(data):
        raise RefusedFileError(Reason.DAMAGED)
    return data[place], place + 1


def _kept(marker: int, body: bytes) -> bytes:
    if marker == _ADOBE and body.startswith(b"Adobe"):
        body = body[:_ADOBE_SIZE]
    elif marker in _APPLICATION or marker == _COMMENT:
        return b""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


def _end_of_scan(data: bytes, place: int) -> int:
    """Return where the next marker stands that does not belong to the scan itself."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] and data[place + 1] not in _RESTARTS:
            return place
        place += 2
    raise RefusedFileError(Reason.DAMAGED)
