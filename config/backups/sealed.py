"""The file of a backup: a line that says what it is, then a stream in sealed pieces; owns the format and its cipher.

Each piece of a mebibyte is sealed with AES-256-GCM under a key of this file alone, derived from the backup key and a
random salt. Its nonce is its number and whether it is the last; the first line is sealed in with each. So no piece can
be changed, moved, left out or cut off, and the day in the first line cannot be made younger, without the restore
noticing. Nothing here ever writes a time.
"""

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PIECE = 1 << 20
SALT, TAG = 32, 16
MOST_FIRST_LINE = 4096


class DamagedArchiveError(ValueError):
    """The archive was cut off or changed, or it was sealed with another key."""


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"qingzhuang backup").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealingFile(io.RawIOBase):
    """Takes plain bytes and writes them sealed into `target`; without `finish` the file counts as cut off."""

    def __init__(self, target: BinaryIO, key: bytes, first_line: bytes) -> None:
        """Write the first line (which ends with a line feed) and the salt."""
        salt = os.urandom(SALT)
        target.write(first_line + salt)
        self._target, self._cipher, self._first = target, _cipher(key, salt), first_line
        self._held, self._number = bytearray(), 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Take `data`, and write whatever pieces are full."""
        self._held += data
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._held), last=True)

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), plain, self._first))
        self._number += 1


class UnsealingFile(io.RawIOBase):
    """Gives the plain bytes of a sealed stream, each piece only once it has been proved."""

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        """Read the first line and the salt.

        Raises:
            DamagedArchiveError: there is no first line.
        """
        self._source, self._first = source, read_first_line(source)
        self._cipher = _cipher(key, source.read(SALT))
        self._sealed: bytes | None = source.read(PIECE + TAG)
        self._held, self._number = b"", 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill `buffer` with the next plain bytes; 0 at the end.

        Raises:
            DamagedArchiveError: a piece is not what was sealed, or the last one is missing.
        """
        if not self._held and self._sealed is not None:
            self._held = self._open(self._sealed)
        given = self._held[: len(buffer)]
        buffer[: len(given)] = given
        self._held = self._held[len(given) :]
        return len(given)

    def _open(self, sealed: bytes) -> bytes:
        following = self._source.read(PIECE + TAG)
        try:
            plain = self._cipher.decrypt(_nonce(self._number, last=not following), sealed, self._first)
        except (InvalidTag, ValueError):
            raise DamagedArchiveError from None
        self._number += 1
        self._sealed = following or None
        return plain


def read_first_line(source: BinaryIO) -> bytes:
    """Return the first line with its line feed, unproved.

    Raises:
        DamagedArchiveError: there is none.
    """
    line = source.readline(MOST_FIRST_LINE)
    if not line.endswith(b"\n"):
        raise DamagedArchiveError
    return line
