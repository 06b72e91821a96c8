"""Receipts: the only way back to a report. Owns their form and keyed digest, and must never store or log one.

A receipt is nineteen random characters and one check character, in five groups of four joined by hyphens, in the
alphabet of `feedback.lettering`. Nineteen characters drawn at random from 32 carry 19 x log2(32) = 95 bits. A thousand
guesses a second against a million receipts would take 2^95 / 10^6 / 10^3 seconds, over a billion times a billion
seconds, to find one; a fast keyed digest is therefore enough.
"""

import hashlib
import hmac
import unicodedata
from functools import cache

from django.conf import settings

from accounts.keys import load_key
from feedback import lettering
from feedback.lettering import ALPHABET, GROUP

GROUPS = 5
LENGTH = GROUPS * GROUP
# The newest key comes first and makes new digests; the older ones stay until their last receipt has expired.
KEY_NAMES = ("receipt-1",)
_CANDIDATE = lettering.candidate(LENGTH)
__all__ = [
    "ALPHABET", "GROUP", "GROUPS", "LENGTH", "MistypedReceiptError", "digest", "digests", "found_in", "new", "parse",
]  # fmt: skip


class MistypedReceiptError(ValueError):
    """What was typed cannot be a receipt: a character is wrong, missing or too many."""


def new() -> str:
    """Return a new receipt, such as `7K2M-9QXR-4TBC-0WHN-E5ZD`."""
    return lettering.draw(LENGTH)


def parse(typed: str) -> str:
    """Return the receipt that `typed` means, in its canonical form.

    Lower case, full-width characters, spaces, missing hyphens and look-alikes are understood.

    Raises:
        MistypedReceiptError: the length, a character or the check character is wrong.
    """
    plain = lettering.plain(typed)
    if len(plain) != LENGTH or not lettering.holds(plain):
        raise MistypedReceiptError
    return lettering.grouped(plain)


def found_in(text: str) -> bool:
    """Return whether `text` contains a receipt, however it is spaced: it must not be stored beside what it opens."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return any(lettering.holds(lettering.plain(match.group())) for match in _CANDIDATE.finditer(plain))


def digest(receipt: str, *, key_name: str = KEY_NAMES[0]) -> str:
    """Return the keyed digest of a canonical receipt, 64 hexadecimal digits: all that the database holds of it."""
    return hmac.new(_key(key_name), b"receipt:" + receipt.encode(), hashlib.sha256).hexdigest()


def digests(receipt: str) -> list[str]:
    """Return the digest under every key still in use, newest first, for looking a receipt up."""
    return [digest(receipt, key_name=name) for name in KEY_NAMES]


@cache
def _key(name: str) -> bytes:
    return bytes.fromhex(load_key(settings.KEYS_DIR, name))
