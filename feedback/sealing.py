"""Seals what waits in the pool; owns the cipher, its key and the padding, and must never write a time into a seal.

AES-256-GCM with a random nonce. (Fernet, the usual choice, puts the second of encryption in the clear in front.)
Content is padded to whole blocks of 2 KiB, so that the length of what somebody wrote does not show either.
"""

import json
import os
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from accounts.keys import load_key

KEY_NAME = "pool-1"
_NONCE = 12
_BLOCK = 2048


class BrokenSealError(RuntimeError):
    """A seal cannot be opened: another key, or the bytes were changed."""


def seal(content: dict[str, Any]) -> bytes:
    """Return `content` (plain JSON values) encrypted under the pool's key."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    padded = plain + b" " * (-len(plain) % _BLOCK)
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, padded, None)


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """Return what `seal` was given.

    Raises:
        BrokenSealError: the key is another one or the bytes were changed.
    """
    whole = bytes(sealed)  # PostgreSQL's driver gives a view
    try:
        plain = _cipher().decrypt(whole[:_NONCE], whole[_NONCE:], None)
    except (InvalidTag, ValueError):
        raise BrokenSealError from None
    content: dict[str, Any] = json.loads(plain)
    return content


@cache
def _cipher() -> AESGCM:
    return AESGCM(bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME)))
