"""Receipts: the only way back to a report. Owns their form and keyed digest, and must never store or log one.

A receipt is nineteen random characters and one check character, in five groups of four joined by hyphens, in the
alphabet of `accounts.lettering`. Nineteen characters drawn at random from 32 carry 19 x log2(32) = 95 bits. A thousand
guesses a second against a million receipts would take 2^95 / 10^6 / 10^3 seconds, over a billion times a billion
seconds, to find one; a fast keyed digest is therefore enough.

The key has versions (`receipt_keys.py`). A look-up makes the digest under every version, whichever is the right one,
and asks the database once; what the database compares is a keyed digest, of which its time tells nothing to anyone
without the key. A digest under a later version begins with that version, so that it shows when one is needed no more.
"""

import hashlib
import hmac

from accounts import lettering
from accounts.lettering import ALPHABET, GROUP
from feedback import receipt_keys

GROUPS = 5
LENGTH = GROUPS * GROUP
_CANDIDATE = lettering.candidate(LENGTH)
__all__ = [
    "ALPHABET", "GROUP", "GROUPS", "LENGTH", "digest", "digests", "found_in", "new", "of_version",
    "parse",
]  # fmt: skip


def new() -> str:
    """Return a new receipt, such as `7K2M-9QXR-4TBC-0WHN-E5ZD`."""
    return lettering.draw(LENGTH)


def parse(typed: str) -> str:
    """Return the receipt that `typed` means, in its canonical form.

    Raises:
        MistypedError: the length, a character or the check character is wrong.
    """
    return lettering.read(typed, LENGTH)


def found_in(text: str) -> bool:
    """Return whether `text` contains a receipt, however it is spaced: it must not be stored beside what it opens."""
    return bool(lettering.found(text, _CANDIDATE))


def digest(receipt: str) -> str:
    """Return the keyed digest of a canonical receipt, 64 characters: all that the database holds of it.

    Raises:
        MissingKeyError: this node lacks the key.
    """
    return _digest(receipt, receipt_keys.in_use()[0])


def digests(receipt: str) -> list[str]:
    """Return the digest under every version of the key in use, that for new receipts first, for looking one up.

    Raises:
        MissingKeyError: this node lacks one of them.
    """
    return [_digest(receipt, version) for version in receipt_keys.in_use()]


def of_version(version: int) -> str:
    """Return the regular expression of all digests under a version of the key."""
    return rf"^{version}\." if version != receipt_keys.FIRST else "^[0-9a-f]{64}$"


def _digest(receipt: str, version: int) -> str:
    made = hmac.new(receipt_keys.key(version), b"receipt:" + receipt.encode(), hashlib.sha256).hexdigest()
    front = f"{version}." if version != receipt_keys.FIRST else ""
    return front + made[: len(made) - len(front)]
