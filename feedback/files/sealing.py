"""Seals rebuilt files, waiting and released; owns their cipher, key and padding, and must never write a time or a name.

AES-256-GCM under a key of its own, which lies in `QZ_KEYS`. The bytes are padded to a power of two from 64 KiB on, so
that a file's size, by which somebody might know it again, does not show.
"""

import json
import os
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from accounts.keys import load_key
from feedback.sealing import BrokenSealError
from jobs.rebuilding import Kind, Rebuilt

KEY_NAME = "files-1"
_NONCE = 12
_NOTE, _LEAST = 128, 65_536


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a file without opening it.

    Attributes:
        kind: what it is.
        size: its bytes.
        preview: the bytes of its preview, which lie in front.
        turn: its place among the files that came with it, from 0.
        late: whether it came with a later message, and not with the report.
    """

    kind: Kind
    size: int
    preview: int
    turn: int
    late: bool


def note_of(file: Rebuilt, *, turn: int, late: bool) -> Note:
    """Return the note of a rebuilt file."""
    return Note(file.kind, len(file.data), len(file.preview), turn, late)


def seal_note(note: Note) -> bytes:
    """Return a note encrypted, always of the same length."""
    plain = json.dumps([note.kind, note.size, note.preview, note.turn, note.late]).encode()
    return _encrypted(plain.ljust(_NOTE))


def unseal_note(sealed: bytes | memoryview) -> Note:
    """Return what `seal_note` was given.

    Raises:
        BrokenSealError: the key is another one or the bytes were changed.
    """
    kind, size, preview, turn, late = json.loads(_decrypted(sealed))
    return Note(Kind(kind), size, preview, turn, late)


def seal_file(file: Rebuilt) -> bytes:
    """Return a file and its preview encrypted."""
    plain = file.preview + file.data
    return _encrypted(plain.ljust(max(_LEAST, 1 << (len(plain) - 1).bit_length()), b"\0"))


def unseal_file(sealed: bytes | memoryview, note: Note) -> Rebuilt:
    """Return what `seal_file` was given.

    Raises:
        BrokenSealError: the key is another one or the bytes were changed.
    """
    plain = _decrypted(sealed)
    return Rebuilt(note.kind, plain[note.preview : note.preview + note.size], plain[: note.preview])


def _encrypted(plain: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, plain, None)


def _decrypted(sealed: bytes | memoryview) -> bytes:
    whole = bytes(sealed)  # PostgreSQL's driver gives a view
    try:
        return _cipher().decrypt(whole[:_NONCE], whole[_NONCE:], None)
    except (InvalidTag, ValueError):
        raise BrokenSealError from None


@cache
def _cipher() -> AESGCM:
    return AESGCM(bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME)))
