"""How Chinese characters sound; owns reading pinyin without tones, and knows nothing of words or indexes."""

from collections import defaultdict
from functools import lru_cache
from itertools import islice, product

from search.backend import analysis

_MARKS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
# A name of many characters with several readings each is not read in every way.
_MOST_READINGS = 16


@lru_cache(maxsize=1)
def _readings() -> dict[int, str]:
    # Loading it takes as long as a good part of Django, and most commands never ask how a character sounds.
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    return dict(pinyin_dict)


def sounds(character: str) -> frozenset[str]:
    """Return the ways in which a character is read, without tones; none where it has no reading."""
    return frozenset(_readings().get(ord(character), "").translate(_MARKS).split(",")) - {""}


def initials(name: str) -> tuple[str, ...]:
    """Return the first letters of a name's characters, one text for each way of reading it; letters stay."""
    letters = [sorted({sound[0] for sound in sounds(character)}) or [character] for character in name]
    return tuple("".join(one) for one in islice(product(*letters), _MOST_READINGS))


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    # Only what a text in simplified characters is written with: the rest would never be met.
    for point in range(0x4E00, 0x9FA6):
        if analysis.FOLDS[point] == chr(point):
            for sound in sounds(chr(point)):
                found[sound].append(chr(point))
    return {sound: "".join(characters) for sound, characters in found.items()}


def homophones(character: str) -> str:
    """Return the character and all that can be read like it."""
    return "".join(
        dict.fromkeys([character, *(one for sound in sorted(sounds(character)) for one in _by_sound()[sound])])
    )
