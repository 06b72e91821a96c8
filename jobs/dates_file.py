"""Writes days as a calendar file (RFC 5545) that any calendar program reads; owns the format alone.

The same entries give the same bytes: what the format calls a stamp is the day on which an entry last changed, not the
time of the download.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_FOLD = 75
# Before the day begins: at nine in the morning of the day before.
_REMINDER = "-PT15H"
_PRODUCT = "-//Qingzhuang//Dates//ZH"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One whole day.

    Attributes:
        uid: what the entry is, the same in every file that ever names it.
        day: the day itself.
        title: one line.
        words: more about it, may be empty and have several lines.
        changed_on: the day on which the entry last changed.
    """

    uid: str
    day: date
    title: str
    words: str
    changed_on: date


def dates_file(entries: Iterable[DayEntry]) -> bytes:
    """Return the entries as a calendar file in UTF-8, lines ending in CRLF and none longer than 75 octets.

    The reader's calendar reminds of each on the morning before.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _event(entry: DayEntry) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{entry.changed_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(entry.title)}",
        *([f"DESCRIPTION:{_text(entry.words)}"] if entry.words else []),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(entry.title)}",
        f"TRIGGER:{_REMINDER}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """Return a value of the type TEXT: what has a meaning is escaped, and control characters are left out."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROLS.sub("", _BREAKS.sub("\\\\n", escaped))


def _folded(line: str) -> Iterator[bytes]:
    """Yield a line's pieces; each but the first begins with a space, and no character is torn apart."""
    piece, room = b"", _FOLD
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > room:
            yield piece
            piece = b" "
        piece += octets
    yield piece
