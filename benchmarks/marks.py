"""What names a reporter, in every spelling a computer may write it; owns the patterns and the search through bytes."""

import base64
import ipaddress
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Finding:
    """One pattern found in one file."""

    pattern: str
    place: str


def spellings(name: str, text: str) -> dict[str, bytes]:
    """Return a text as bytes, the other way of writing its letters included."""
    forms = {
        "": text.encode(),
        ", small letters": text.lower().encode(),
        ", capitals": text.upper().encode(),
        ", two bytes each": text.encode("utf-16-le"),
        ", as in an address": quote(text, safe="").encode(),
        ", hexadecimal": text.encode().hex().encode(),
        ", Base64": base64.b64encode(text.encode()).rstrip(b"="),
    }
    return {name + form: data for form, data in forms.items()}


def addresses(name: str, text: str) -> dict[str, bytes]:
    """Return an IPv4 address in its textual and binary forms."""
    address = ipaddress.IPv4Address(text)
    number = int(address)
    forms = {
        "": text.encode(),
        ", mapped": f"::ffff:{text}".encode(),
        ", two bytes each": text.encode("utf-16-le"),
        ", packed": address.packed,
        ", packed the other way": address.packed[::-1],
        ", as a number": str(number).encode(),
        ", hexadecimal": address.packed.hex().encode(),
        ", with hyphens": text.replace(".", "-").encode(),
        ", backwards": address.reverse_pointer.encode(),
    }
    return {name + form: data for form, data in forms.items()}


def receipts(name: str, text: str) -> dict[str, bytes]:
    """Return a receipt with and without its hyphens, in every spelling."""
    return spellings(name, text) | spellings(f"{name} without hyphens", text.replace("-", ""))


def found(files: Iterable[Path], patterns: Mapping[str, bytes]) -> tuple[list[Finding], int, int]:
    """Search whole files; return what was found, how many files were read and how many bytes.

    What lies compressed inside a file (PDF documents, the copies of static files) is searched unpacked as well.
    """
    expression = re.compile(b"|".join(b"(?:%s)" % re.escape(data) for data in patterns.values()))
    findings: list[Finding] = []
    count = size = 0
    for path in files:
        try:
            whole = path.read_bytes()
        except OSError:  # gone meanwhile, or a socket
            continue
        count, size = count + 1, size + len(whole)
        for data in (whole, *unpacked(whole)):
            if expression.search(data):
                findings += [Finding(name, str(path)) for name, pattern in patterns.items() if pattern in data]
    return findings, count, size


def unpacked(data: bytes) -> Iterable[bytes]:
    """Return whatever deflated streams the bytes hold."""
    for place in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data):
        engine = zlib.decompressobj(47 if place.group().startswith(b"\x1f") else 15)
        try:
            yield engine.decompress(data[place.start() :], 50_000_000)
        except zlib.error:
            continue
