"""Reads out of a note what it can be compared by; owns those features, and weighs none against another.

Words of all fields are taken together, those of title, task and data items counting more; and all characters, since
words for one thing share some: a pond is named by three words with the same one. Of the matters only the words
are kept here, by the field that they stand in: how much each says depends on the notes around.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from feedback.recurrence.matters import words_in
from feedback.recurrence.notes import Note
from search.backend.analysis import FILLERS, fold, index_words

# How much more the short texts say than the long one.
_SHORT = 1.5
# The same for the words of matters, which hold no comma and so never reach from one text into the next.
_TOLD, _TITLED, _TASKED, _LISTED = 1.0, 2.0, 2.5, 1.5
_NO_WORDS = FILLERS | frozenset("我有不一人们这那个上下来去又还没很说让给每")
# The Chinese characters that are in use.
_FIRST, _LAST = "\u4e00", "\u9fff"
# Several who ask are written one after the other.
_BETWEEN = str.maketrans("，,;；/", "、、、、、")
_TIERS = "省市县区镇乡"


@dataclass(frozen=True, slots=True)
class Features:
    """What a note can be compared by.

    Attributes:
        words: how often each word stands, damped.
        characters: the same of each Chinese character, in all fields alike.
        matter_words: words of matters, each with the weights of the fields it stands in, added up.
        named_words: the same of title and task alone, each field counting one.
        category: the code of the burden, or "".
        askers: who asks, without the tier, folded.
    """

    words: Mapping[str, float]
    characters: Mapping[str, float]
    matter_words: Mapping[str, float]
    named_words: Mapping[str, float]
    category: str
    askers: tuple[str, ...]


def features(note: Note) -> Features:
    """Return what `note` can be compared by."""
    texts = tuple(fold(text) for text in (note.words, note.title, note.task, "，".join(note.data_items)))
    said, title, task, listed = texts
    told: dict[str, float] = {}
    named: dict[str, float] = {}
    for word in words_in("，".join(texts)):
        titled, tasked = word in title, word in task
        told[word] = _TOLD * (word in said) + _TITLED * titled + _TASKED * tasked + _LISTED * (word in listed)
        if titled or tasked:
            named[word] = titled + tasked
    return Features(_words(texts), _characters(texts), told, named, note.category, tuple(_askers(note.asked_by)))


def _words(texts: tuple[str, ...]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for text, weight in ((texts[0], 1.0), ("，".join(texts[1:]), _SHORT)):
        for word in index_words(text):
            if word not in _NO_WORDS and not word.isdigit():
                counts[word] = counts.get(word, 0.0) + weight
    return _damped(counts)


def _characters(texts: tuple[str, ...]) -> dict[str, float]:
    counts = Counter("".join(texts))
    return _damped({name: count for name, count in counts.items() if _FIRST <= name <= _LAST})


def _damped(counts: Mapping[str, float]) -> dict[str, float]:
    return {name: 1.0 if count == 1 else 1.0 + math.log(count) for name, count in counts.items()}


def _askers(asked_by: str) -> Iterator[str]:
    for name in fold(asked_by).translate(_BETWEEN).split("、"):
        bare = name.strip()
        if bare:
            yield bare[1:] if len(bare) > 1 and bare[0] in _TIERS else bare
