"""Receipts: the only way back to a report. Owns their form and keyed digest, and must never store or log one.

A receipt is nineteen random characters and one check character, in five groups of four joined by hyphens. The
alphabet has 32 characters: digits and capital letters without I, L, O and U, so that of every set of look-alikes
only one is left. Nineteen characters drawn at random from 32 carry 19 x log2(32) = 95 bits. A thousand guesses a
second against a million receipts would take 2^95 / 10^6 / 10^3 seconds, over a billion times a billion seconds, to
find one; a fast keyed digest is therefore enough.

The check character makes the sum over all places of `a^place * value` zero in the field of 32 elements, where `a`
generates the field. Any single wrong character and any two swapped ones are noticed: powers of `a` differ for 31
places.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from functools import cache

from django.conf import settings

from accounts.keys import load_key

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 5, 4
LENGTH = GROUPS * GROUP
# The newest key comes first and makes new digests; the older ones stay until their last receipt has expired.
KEY_NAMES = ("receipt-1",)
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans("OILU", "011V")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212_.·・,、]+")
_CANDIDATE = re.compile(r"(?<![0-9A-Z])(?:[0-9A-Z][\s\-\u2010-\u2015\u2212_.·]{0,3}){20}(?![0-9A-Z])")


class MistypedReceiptError(ValueError):
    """What was typed cannot be a receipt: a character is wrong, missing or too many."""


def new() -> str:
    """Return a new receipt, such as `7K2M-9QXR-4TBC-0WHN-E5ZD`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return _grouped(drawn + _check_character(drawn))


def parse(typed: str) -> str:
    """Return the receipt that `typed` means, in its canonical form.

    Lower case, full-width characters, spaces, missing hyphens and look-alikes are understood.

    Raises:
        MistypedReceiptError: the length, a character or the check character is wrong.
    """
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed[:200])).upper().translate(_LOOK_ALIKES)
    if len(plain) != LENGTH or not _holds(plain):
        raise MistypedReceiptError
    return _grouped(plain)


def found_in(text: str) -> bool:
    """Return whether `text` contains a receipt, however it is spaced: it must not be stored beside what it opens."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return any(
        _holds(_SEPARATORS.sub("", match.group()).translate(_LOOK_ALIKES)) for match in _CANDIDATE.finditer(plain)
    )


def digest(receipt: str, *, key_name: str = KEY_NAMES[0]) -> str:
    """Return the keyed digest of a canonical receipt, 64 hexadecimal digits: all that the database holds of it."""
    return hmac.new(_key(key_name), b"receipt:" + receipt.encode(), hashlib.sha256).hexdigest()


def digests(receipt: str) -> list[str]:
    """Return the digest under every key still in use, newest first, for looking a receipt up."""
    return [digest(receipt, key_name=name) for name in KEY_NAMES]


@cache
def _key(name: str) -> bytes:
    return bytes.fromhex(load_key(settings.KEYS_DIR, name))


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _holds(plain: str) -> bool:
    return all(character in _VALUES for character in plain) and _check_character(plain[:-1]) == plain[-1]


def _check_character(drawn: str) -> str:
    total = 0
    for character in drawn:
        total = _times_a(total ^ _VALUES[character])
    return ALPHABET[total]


def _times_a(value: int) -> int:
    """Multiply by the generator `x` in GF(32) with the modulus x^5 + x^2 + 1."""
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
