"""Writes a text plainly before anything is looked for; owns which characters count as which, and looks for nothing.

Full-width digits, circled ones and those of emoji become digits, traditional characters simplified ones, all dashes
one, and what cannot be seen is left out, so that nobody hides a telephone number from the help by accident.
"""

import unicodedata

from search.backend.analysis import simplified

_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_UNKNOWN = "\ufffd"
# The frame around the digit of an emoji.
_KEYCAP = "\u20e3"


class _Flat(dict[str, str]):
    """Maps a character to its plain form; half of a surrogate pair is no character."""

    def __missing__(self, character: str) -> str:
        flat = self[character] = _DASHES.get(character) or _plain(character)
        return flat


_FLAT = _Flat()


def _plain(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return _UNKNOWN
    unseen = unicodedata.category(character) == "Cf" or character == _KEYCAP or _is_variant(character)
    return "" if unseen else simplified(unicodedata.normalize("NFKC", character))


def _is_variant(character: str) -> bool:
    """Return whether it only chooses how the character before it is drawn."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def flatten(text: str) -> tuple[str, list[int]]:
    """Return the text in its plain form, and for each character of that the place in `text` it came from."""
    parts = [_FLAT[character] for character in text]
    plain = "".join(parts)
    if all(map(bool, parts)) and len(plain) == len(text):
        return plain, list(range(len(text)))
    return plain, [place for place, part in enumerate(parts) for _character in part]
