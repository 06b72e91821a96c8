"""A rebuilt file and its preview as one run of bytes whose length tells little; owns the padding, and no cipher."""

from jobs.rebuilding import Kind, Rebuilt

_LEAST = 65_536


def packed(file: Rebuilt) -> bytes:
    """Return preview and file, padded to a power of two from 64 KiB on, by which nobody knows a file again."""
    plain = file.preview + file.data
    return plain.ljust(max(_LEAST, 1 << (len(plain) - 1).bit_length()), b"\0")


def unpacked(plain: bytes, *, kind: Kind, size: int, preview: int) -> Rebuilt:
    """Return what `packed` was given.

    Args:
        plain: the packed bytes.
        kind: what the file is.
        size: its bytes.
        preview: the bytes of its preview, which lie in front.
    """
    return Rebuilt(kind, plain[preview : preview + size], plain[:preview])
