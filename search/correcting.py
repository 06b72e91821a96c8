"""Guesses what was meant where nothing was found; owns what counts as a slip, and suggests nothing that finds nothing.

A slip is one character changed, left out, added or exchanged, or characters that sound the same. A word that the
dictionary has is no slip but for one that sounds the same, and no mended text falls into more single characters. Words
come from the index, whoever may read the documents they stand in; so a suggestion is made only after a search by this
very user has found something with it.
"""

import re
from collections.abc import Iterator

from search.backend import analysis
from search.backend.engines import engine
from search.backend.files import EngineError
from search.backend.slips import near
from search.candidates import Asked, look
from search.query import parse
from search.sounding import homophones

_LENGTHS = range(2, 5)
_MOST_TRIED = 8
_MOST_NEAR = 20
_LONGEST_RUN = 10


def sounding_like(word: str) -> list[str]:
    """Return the indexed words that sound like `word`, those in most documents first.

    Raises:
        EngineError: the index is missing or damaged.
    """
    pattern = "".join(f"[{re.escape(homophones(character))}]" for character in word)
    return [found for found in engine().matching(pattern, limit=_MOST_NEAR) if found != word]


def _mended_runs(run: str) -> Iterator[tuple[int, str]]:
    """Yield (weight, new run) for each word that may have been meant in the place of another."""
    loose = analysis.loose_characters(run)
    for size in _LENGTHS:
        for at in range(len(run) - size + 1):
            window, rest = run[at : at + size], run[at + size :]
            alike = sounding_like(window)
            others = [] if analysis.is_known(window) else near(window, limit=_MOST_NEAR)
            for place, word in enumerate(dict.fromkeys([*alike, *others])):
                mended = run[:at] + word + rest
                shares = len(word) > 1 and not set(word).isdisjoint(window)
                if shares and analysis.loose_characters(mended) <= loose:
                    yield _weight(window, word, sounds_alike=word in alike) - place, mended


def _weight(window: str, word: str, *, sounds_alike: bool) -> int:
    kept = sum(one == other for one, other in zip(window, word, strict=False))
    return 100 * kept + 50 * sounds_alike + 40 * (len(word) == len(window))


def _mended(folded: str) -> list[str]:
    tries: list[tuple[int, str]] = []
    for run in analysis.runs(folded):
        head, tail = folded[: run.start], folded[run.start + len(run.text) :]
        if run.han and 1 < len(run.text) <= _LONGEST_RUN:
            tries += [(weight, head + new + tail) for weight, new in _mended_runs(run.text)]
        elif not run.han:
            words = near(run.text, limit=_MOST_NEAR)
            tries += [(100 - place, head + word + tail) for place, word in enumerate(words)]
    ordered = sorted(tries, key=lambda one: (-one[0], one[1]))
    return list(dict.fromkeys(new for _weight_, new in ordered))[:_MOST_TRIED]


def correction(text: str, asked: Asked) -> str:
    """Return `text` with its likeliest slip mended, or "" where no mended text finds anything for this user."""
    try:
        tries = _mended(analysis.fold(text))
    except EngineError:
        return ""
    return next((mended for mended in tries if look(asked.instead(parse(mended)), 1)[0]), "")
