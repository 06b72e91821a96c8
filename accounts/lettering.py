"""How codes for people are written: alphabet, groups and check character; owns no code and keeps none.

The alphabet has 32 characters: digits and capital letters without I, L, O and U, so that of every set of look-alikes
only one is left. The check character makes the sum over all places of `a^place * value` zero in the field of 32
elements, where `a` generates the field. Any single wrong character and any two swapped ones are noticed: powers of `a`
differ for 31 places.
"""

import re
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
_MOST = 200
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans("OILU", "011V")
# They stay what they are in every form, and no code goes on across one.
_IDEOGRAPHS = re.compile("[\u4e00-\u9fa5]+")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212_.·・,、]+")


class MistypedError(ValueError):
    """What was typed cannot be such a code: a character is wrong, missing or too many."""


def draw(length: int) -> str:
    """Return `length` characters in groups, all drawn at random but the last, which checks them."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return grouped(drawn + check_character(drawn))


def plain(typed: str) -> str:
    """Return what was typed without separators, in capitals, with look-alikes as the letters they mean."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed[:_MOST])).upper().translate(_LOOK_ALIKES)


def searchable(text: str) -> str:
    """Return a text in which a code can be looked for: in capitals and NFKC, each run of ideographs as one.

    Whole pages are looked through at every step of a report, and their ideographs took most of that time.
    """
    return unicodedata.normalize("NFKC", _IDEOGRAPHS.sub("\u4e00", text)).upper()


def read(typed: str, length: int) -> str:
    """Return the code of `length` characters that `typed` means, in its canonical form.

    Lower case, full-width characters, spaces, missing hyphens and look-alikes are understood.

    Raises:
        MistypedError: the length, a character or the check character is wrong.
    """
    found = plain(typed)
    if len(found) != length or not holds(found):
        raise MistypedError
    return grouped(found)


def found(text: str, written: re.Pattern[str]) -> list[str]:
    """Return the canonical codes in `text` by the pattern of `candidate`; one in 32 such numbers is one by chance."""
    if not text:
        return []
    runs = map(plain, written.findall(searchable(text)))
    return [grouped(run) for run in runs if holds(run)]


def grouped(plain: str) -> str:
    """Return `plain` in groups joined by hyphens."""
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def holds(plain: str) -> bool:
    """Return whether all characters are of the alphabet and the last one checks the others."""
    return all(character in _VALUES for character in plain) and check_character(plain[:-1]) == plain[-1:]


def candidate(length: int) -> re.Pattern[str]:
    """Return a pattern for runs of `length` letters and digits, however they are spaced."""
    spaced = r"[0-9A-Z][\s\-\u2010-\u2015\u2212_.·]{0,3}"
    return re.compile(rf"(?<![0-9A-Z])(?:{spaced}){{{length}}}(?![0-9A-Z])")


def check_character(drawn: str) -> str:
    """Return the character that checks `drawn`."""
    total = 0
    for character in drawn:
        total = _times_a(total ^ _VALUES[character])
    return ALPHABET[total]


def _times_a(value: int) -> int:
    """Multiply by the generator `x` in GF(32) with the modulus x^5 + x^2 + 1."""
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
