"""Finds what could tell who wrote a text; owns the kinds and their reasons, and only ever warns: the reporter decides.

Everything runs on the server, in memory, on the text in its NFKC form; what is found is quoted exactly as it was
written. Nothing found is stored or logged. A number with a wrong check digit and a soft mention (老周) are left alone.
"""

import unicodedata
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.selfid import names, numbers, places
from feedback.selfid.patterns import Finder


class Kind(Enum):
    """What a finding is."""

    ID18 = "id18"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PLATE = "plate"
    BANK = "bank"
    EMAIL = "email"
    CHAT = "wechat"
    NAME = "name"
    NAME_TITLE = "name_title"
    NICKNAME = "unit_person"
    ADDRESS = "address"
    SMALL_UNIT = "small_unit"


REASONS: dict[Kind, Promise] = {
    Kind.ID18: _("an identity number names one person"),
    Kind.MOBILE: _("a mobile number leads to one person"),
    Kind.LANDLINE: _("an office telephone leads to one room"),
    Kind.PLATE: _("a number plate leads to one car"),
    Kind.BANK: _("a card number names one person"),
    Kind.EMAIL: _("an e-mail address leads to one person"),
    Kind.CHAT: _("a chat name leads to one person"),
    Kind.NAME: _("a full name leads to one person"),
    Kind.NAME_TITLE: _("a name with a title shows whom you work with; write the office instead"),
    Kind.NICKNAME: _("a familiar name shows who is close to you"),
    Kind.ADDRESS: _("a house address leads to one household"),
    Kind.SMALL_UNIT: _("so few work in this unit that it leads to them; write the unit above"),
}
_FINDERS: tuple[tuple[Kind, Finder], ...] = (
    (Kind.EMAIL, numbers.EMAIL),
    (Kind.ID18, numbers.ID18),
    (Kind.ID18, numbers.ID15),
    (Kind.CHAT, numbers.CHAT),
    (Kind.BANK, numbers.BANK),
    (Kind.MOBILE, numbers.MOBILE),
    (Kind.LANDLINE, numbers.LANDLINE),
    (Kind.LANDLINE, numbers.LOCAL),
    (Kind.PLATE, numbers.PLATE),
    (Kind.ADDRESS, places.BUILDING),
    (Kind.ADDRESS, places.UNIT),
    (Kind.ADDRESS, places.ROAD),
    (Kind.ADDRESS, places.VILLAGE),
    (Kind.NAME_TITLE, names.FULL),
    (Kind.NAME_TITLE, names.UNUSUAL),
    (Kind.NAME_TITLE, names.SINGLE),
    (Kind.NAME_TITLE, names.SHORT),
    (Kind.NAME, names.LABELLED),
    (Kind.NAME, names.BY_ROLE),
    (Kind.NAME, names.AT_OFFICE),
    (Kind.NAME, names.BESIDE),
    (Kind.NAME, names.KIN),
    (Kind.NAME, names.CALLED),
    (Kind.NAME, names.DOING),
    (Kind.NAME, names.ABOUT),
    (Kind.NAME, names.LISTED),
    (Kind.NAME, names.AM),
    (Kind.NAME, names.HOLDING),
    (Kind.NAME, names.OF_OFFICE),
    (Kind.NAME, names.OWN_SURNAME),
    (Kind.NICKNAME, names.NICKNAME),
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text as it was written: characters `start` up to, not including, `end`."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def reason(self) -> Promise:
        """Return why this could tell who wrote."""
        return REASONS[self.kind]


def _flatten(text: str) -> tuple[str, list[int]]:
    """Return the text with each character in its NFKC form, and for each character of it the place it came from."""
    parts, places_ = [], []
    for place, character in enumerate(text):
        part = unicodedata.normalize("NFKC", character).translate(_DASHES)
        parts.append(part)
        places_.extend([place] * len(part))
    return "".join(parts), places_


def find(text: str, *, small: frozenset[str] = frozenset()) -> list[Finding]:
    """Return what could identify the writer, in the order of the text, without overlaps.

    Args:
        text: what was written.
        small: the names of units too small to hide in.
    """
    plain, origin = _flatten(text)
    taken, found = bytearray(len(text)), []
    for kind, matches in (*_FINDERS, (Kind.SMALL_UNIT, lambda plain: places.places_of(plain, small))):
        for first, after in matches(plain):
            start, end = origin[first], origin[after - 1] + 1
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, text[start:end], start, end))
    return sorted(found, key=lambda finding: finding.start)
