"""Turns text into what is indexed and looked for; owns folding, words, bigrams and stems, the same for both sides.

Chinese is cut into words for ranking and into character bigrams for finding, so that a word is found wherever the
cutter draws its borders. Text in other scripts is taken word by word, English words by their stem.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

import rjieba
from opencc import OpenCC
from whoosh.lang.porter import stem as porter_stem

# Longer tokens than this are no words; they are cut so that no posting grows without limit.
LONGEST = 64
_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{_HAN}]"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<word>{_LETTER}+)")
_SPACES = re.compile(r"\s+")
_LOOSE_SPACE = re.compile(rf" (?=[{_HAN}])|(?<=[{_HAN}]) ")
_SURROGATES = range(0xD800, 0xE000)
# Characters that carry no meaning alone, and are never part of an unknown word.
FILLERS = frozenset("的了是在和与及或也都就要把被吗呢吧啊")


_SIMPLER = OpenCC("t2s")


def simplified(text: str) -> str:
    """Return `text` with its traditional characters in their simplified form."""
    return str(_SIMPLER.convert(text))


class _Folds(dict[int, str]):
    """Maps a character to its folded form: NFKC (full to half width), simplified, no case; lone surrogates vanish.

    One character at a time, so that a highlight finds its way back to the place in the text as it was written.
    """

    def __init__(self) -> None:
        super().__init__()
        # The characters met so far that do not fold to exactly one.
        self.uneven: set[str] = set()

    def __missing__(self, point: int) -> str:
        plain = "" if point in _SURROGATES else unicodedata.normalize("NFKC", chr(point))
        folded = simplified(plain).casefold()
        if len(folded) != 1:
            self.uneven.add(chr(point))
        self[point] = folded
        return folded


FOLDS = _Folds()


def fold(text: str) -> str:
    """Return `text` folded character by character, after composing what can be composed."""
    return unicodedata.normalize("NFC", text).translate(FOLDS)


def fold_in_place(text: str) -> tuple[str, Sequence[int]]:
    """Return composed `text` folded, and for each character of that the place in `text` it came from."""
    folded = text.translate(FOLDS)
    if FOLDS.uneven.isdisjoint(text):
        return folded, range(len(folded))
    return folded, [at for at, character in enumerate(text) for _ in FOLDS[ord(character)]]


def squeeze(folded: str) -> str:
    """Return folded text with runs of space made one, and none left beside a Chinese character."""
    return _LOOSE_SPACE.sub("", _SPACES.sub(" ", folded).strip())


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one kind of script in folded text, with its place."""

    text: str
    han: bool
    start: int


def runs(folded: str) -> Iterator[Run]:
    """Yield the runs of Chinese (and Japanese, Korean) characters and the words of other scripts."""
    for match in _RUN.finditer(folded):
        yield Run(match.group(), match.lastgroup == "han", match.start())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the English stem of a folded word, or the word itself where it is not plain ASCII letters."""
    word = word[:LONGEST]
    return str(porter_stem(word)) if word.isascii() and word.isalpha() else word


def stems(folded: str) -> frozenset[str]:
    """Return the stems of all words that are not Chinese."""
    return frozenset(stem(run.text) for run in runs(folded) if not run.han)


def bigrams(run: str) -> list[str]:
    """Return all neighbouring pairs of a Chinese run; a single character stands for itself."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def cut(run: str) -> list[str]:
    """Return the words of a Chinese run; neighbouring single characters are joined, being parts of an unknown word."""
    words: list[str] = []
    singles = False
    for word in rjieba.cut(run):
        single = len(word) == 1 and word not in FILLERS
        if single and singles:
            words[-1] += word
        else:
            words.append(word)
        singles = single
    return words


def is_known(word: str) -> bool:
    """Return whether the dictionary has a Chinese word."""
    return bool(rjieba.has_word(word))


def loose_characters(run: str) -> int:
    """Return how many characters of a Chinese run stand alone where it is cut by the dictionary only."""
    return sum(len(word) == 1 for word in rjieba.cut(run, False))  # noqa: FBT003  # it takes no keywords


def index_words(folded: str) -> list[str]:
    """Return the words to index: Chinese ones with the shorter words inside them, and the stems of the others."""
    words: list[str] = []
    for match in _RUN.finditer(folded):
        if match.lastgroup == "han":
            words.extend(rjieba.cut_for_search(match.group()))
        else:
            words.append(stem(match.group()))
    return words if len(folded) <= LONGEST else [word[:LONGEST] for word in words]


def unstemmed(folded: str) -> list[str]:
    """Return the words that a stem stands for but does not begin with, as written: `ability` for `abil`.

    Who has typed `abilit` looks for what begins so, and no stem does.
    """
    words = (run.text for run in runs(folded) if not run.han)
    return [word[:LONGEST] for word in words if stem(word) != word]


def index_grams(folded: str) -> list[str]:
    """Return the bigrams to index; each run also gives its last character, so that every character begins a gram."""
    grams: list[str] = []
    for match in _RUN.finditer(folded):
        if match.lastgroup == "han":
            text = match.group()
            grams.extend(map(add, text, text[1:]))
            grams.append(text[-1])
    return grams


@lru_cache(maxsize=500)
def standing_alone(folded: str) -> re.Pattern[str]:
    """Return the pattern of some text that does not begin or end inside a longer word; Chinese has no such borders."""
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, folded) else ""
    after = rf"(?!{_LETTER})" if re.search(rf"{_LETTER}\Z", folded) else ""
    return re.compile(before + re.escape(folded) + after)


def raw_words(folded: str) -> list[str]:
    """Return the words that are not Chinese as they stand, for finding by their beginning."""
    return [run.text[:LONGEST] for run in runs(folded) if not run.han]
