"""Seals what waits in the pool; owns its key and the padding, and must never write a time into a seal.

The cipher is that of `jobs.sealing`. (Fernet, the usual choice, puts the second of encryption in the clear in front.)
Content is padded to whole blocks of 2 KiB, so that the length of what somebody wrote does not show either.
"""

import json
from functools import cache
from typing import Any

from django.conf import settings

from accounts.keys import load_key
from jobs.sealing import BrokenSealError, decrypted, encrypted

__all__ = ["KEY_NAME", "BrokenSealError", "seal", "unseal"]

KEY_NAME = "pool-1"
_BLOCK = 2048


def seal(content: dict[str, Any]) -> bytes:
    """Return `content` (plain JSON values) encrypted under the pool's key."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    padded = plain + b" " * (-len(plain) % _BLOCK)
    return encrypted(padded, _key())


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """Return what `seal` was given.

    Raises:
        BrokenSealError: the key is another one or the bytes were changed.
    """
    content: dict[str, Any] = json.loads(decrypted(sealed, _key()))
    return content


@cache
def _key() -> bytes:
    return bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME))
