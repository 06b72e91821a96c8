"""Encrypts bytes at rest; owns the cipher, and no key: whoever calls holds one of its own.

AES-256-GCM with a random nonce in front. Nothing of a time stands in a seal, as it would in a Fernet token.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class BrokenSealError(RuntimeError):
    """A seal cannot be opened: another key, or the bytes were changed."""


def encrypted(plain: bytes, key: bytes) -> bytes:
    """Return `plain` sealed under a key of 32 bytes."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, None)


def decrypted(sealed: bytes | memoryview, key: bytes) -> bytes:
    """Return what `encrypted` was given.

    Raises:
        BrokenSealError: the key is another one or the bytes were changed.
    """
    whole = bytes(sealed)  # PostgreSQL's driver gives a view
    try:
        return AESGCM(key).decrypt(whole[:_NONCE], whole[_NONCE:], None)
    except (InvalidTag, ValueError):
        raise BrokenSealError from None
