"""Tear-off codes: "staff of this unit", and nothing more. Owns their form, digest and mark; never stores or logs one.

A code is fifteen random characters and one check character, in four groups of four joined by hyphens, in the alphabet
of `accounts.lettering`; a receipt has five groups, so that neither is taken for the other. Fifteen characters drawn at
random from 32 carry 15 x log2(32) = 75 bits. A thousand guesses a second against a million good codes would take
2^75 / 10^6 / 10^3 seconds, over a million years, to find one; a fast keyed digest is therefore enough.

The database knows a code by two values that nobody can tell to belong together without the code itself and the key:
the digest, which stands in the table of what was printed, and the mark, which stands where it was used.
"""

import hashlib
import hmac
from functools import cache

from django.conf import settings

from accounts import lettering
from accounts.keys import load_key

GROUPS = 4
LENGTH = GROUPS * lettering.GROUP
KEY_NAME = "code-1"
_CANDIDATE = lettering.candidate(LENGTH)


def new() -> str:
    """Return a new code, such as `7K2M-9QXR-4TBC-0WHN`."""
    return lettering.draw(LENGTH)


def parse(typed: str) -> str:
    """Return the code that `typed` means, in its canonical form; typing is read as kindly as that of a receipt.

    Raises:
        MistypedError: the length, a character or the check character is wrong.
    """
    return lettering.read(typed, LENGTH)


def candidates(text: str) -> list[str]:
    """Return whatever in `text` could be a code by its form; about one in 32 of such numbers is one by chance."""
    return lettering.found(text, _CANDIDATE)


def digest(code: str) -> str:
    """Return what the table of printed codes holds of a canonical code: 64 hexadecimal digits."""
    return _keyed(b"printed:", code)


def mark(code: str) -> str:
    """Return what is left of a canonical code once it is used: 64 hexadecimal digits unlike its digest."""
    return _keyed(b"used:", code)


def _keyed(purpose: bytes, code: str) -> str:
    return hmac.new(_key(), purpose + code.encode(), hashlib.sha256).hexdigest()


@cache
def _key() -> bytes:
    return bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME))
