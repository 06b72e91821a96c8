"""Seals rebuilt files, waiting and released; owns their key and their notes, and must never write a time or a name.

The cipher is that of `jobs.sealing`, under a key of its own in `QZ_KEYS`; `jobs.rebuilding.packing` hides how large a
file is.
"""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from accounts.keys import load_key
from jobs.rebuilding import Kind, Rebuilt
from jobs.rebuilding.packing import packed, unpacked
from jobs.sealing import decrypted, encrypted

KEY_NAME = "files-1"
_NOTE = 128


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
    return _encrypted(packed(file))


def unseal_file(sealed: bytes | memoryview, note: Note) -> Rebuilt:
    """Return what `seal_file` was given.

    Raises:
        BrokenSealError: the key is another one or the bytes were changed.
    """
    return unpacked(_decrypted(sealed), kind=note.kind, size=note.size, preview=note.preview)


def _encrypted(plain: bytes) -> bytes:
    return encrypted(plain, _key())


def _decrypted(sealed: bytes | memoryview) -> bytes:
    return decrypted(sealed, _key())


@cache
def _key() -> bytes:
    return bytes.fromhex(load_key(settings.KEYS_DIR, KEY_NAME))
