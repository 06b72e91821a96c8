"""Finds what could tell who wrote a text; owns the kinds and their reasons, and only ever warns: the reporter decides.

Everything runs on the server, in memory, on the text in its plain form (`flat.py`); what is found is quoted exactly as
it was written. Nothing found is stored or logged. A number with a wrong check digit and a soft mention (老周) are left
alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.selfid import contacts, familiar, groups, numbers, people, places, surnames
from feedback.selfid.flat import flatten
from feedback.selfid.patterns import Finder, Span


class Kind(Enum):
    """What a finding is."""

    ID18 = "id18"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PLATE = "plate"
    BANK = "bank"
    NUMBER = "number"
    BIRTH = "birth"
    EMAIL = "email"
    CHAT = "wechat"
    NAME = "name"
    SURNAME = "surname"
    NAME_TITLE = "name_title"
    NICKNAME = "unit_person"
    ADDRESS = "address"
    SMALL_UNIT = "small_unit"
    FEW = "few"


REASONS: dict[Kind, Promise] = {
    Kind.ID18: _("an identity number names one person"),
    Kind.MOBILE: _("a mobile number leads to one person"),
    Kind.LANDLINE: _("an office telephone leads to one room"),
    Kind.PLATE: _("a number plate leads to one car"),
    Kind.BANK: _("a card number names one person"),
    Kind.NUMBER: _("a number of a card, a pass or a post leads to one person"),
    Kind.BIRTH: _("a date of birth with a post leads to one person"),
    Kind.EMAIL: _("an e-mail address leads to one person"),
    Kind.CHAT: _("a chat name leads to one person"),
    Kind.NAME: _("a full name leads to one person"),
    Kind.SURNAME: _("a surname beside a post leads to one person"),
    Kind.NAME_TITLE: _("a name with a title shows whom you work with; write the office instead"),
    Kind.NICKNAME: _("a familiar name shows who is close to you"),
    Kind.ADDRESS: _("a house address leads to one household"),
    Kind.SMALL_UNIT: _("so few work in this unit that it leads to them; write the unit above"),
    Kind.FEW: _("so few fit these words that they lead to one of them"),
}
_FINDERS: tuple[tuple[Kind, Finder], ...] = (
    (Kind.EMAIL, contacts.EMAIL),
    (Kind.ID18, numbers.ID18),
    (Kind.ID18, numbers.ID15),
    (Kind.CHAT, contacts.CHAT),
    (Kind.BANK, numbers.BANK),
    (Kind.MOBILE, numbers.MOBILE),
    (Kind.MOBILE, numbers.SPOKEN),
    (Kind.LANDLINE, numbers.LANDLINE),
    (Kind.LANDLINE, numbers.LOCAL),
    (Kind.PLATE, numbers.PLATE),
    (Kind.PLATE, numbers.LABELLED_PLATE),
    (Kind.NUMBER, numbers.NUMBERED),
    (Kind.BIRTH, numbers.BIRTH),
    (Kind.ADDRESS, places.addresses),
    (Kind.NAME, familiar.OTHER_SCRIPT),
)
_SOFTER: tuple[tuple[Kind, Finder], ...] = (
    (Kind.NAME, familiar.PINYIN),
    (Kind.NAME, familiar.SPREAD),
    (Kind.SURNAME, familiar.OWN_SURNAME),
    (Kind.NICKNAME, familiar.NICKNAME),
    (Kind.FEW, groups.FEW),
)


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


def find(text: str, *, small: frozenset[str] = frozenset()) -> list[Finding]:
    """Return what could identify the writer, in the order of the text, without overlaps.

    Args:
        text: what was written.
        small: the names of units too small to hide in.
    """
    plain, origin = flatten(text)
    taken, found = bytearray(len(text)), []
    found_surnames = surnames.in_text(plain)
    found_by: tuple[tuple[Kind, Iterable[Span]], ...] = (
        *((kind, matches(plain)) for kind, matches in _FINDERS),
        (Kind.NAME_TITLE, people.titled(found_surnames)),
        (Kind.NAME, people.untitled(found_surnames)),
        *((kind, matches(plain)) for kind, matches in _SOFTER),
        (Kind.SMALL_UNIT, places.places_of(plain, small)),
    )
    for kind, spans in found_by:
        for first, after in spans:
            start, end = origin[first], origin[after - 1] + 1
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, text[start:end], start, end))
    return sorted(found, key=lambda finding: finding.start)
