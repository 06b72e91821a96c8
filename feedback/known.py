"""Finds published problems like what somebody is writing; owns that nothing typed is kept, logged or asked of an index.

What is typed is compared in this process with the published problems alone, and forgotten. The index is not asked: it
keeps what it reckoned for a word, and no word may stay that a reporter thought of sending.
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from feedback.models import Problem
from search.likeness import Sample, Vector, cosine, rarity, sample, words_of

# Of the published problems those changed last, so that the page stays quick.
MOST_COMPARED = 600
MOST_SHOWN = 3
# Shorter texts are about everything.
LEAST_CHARACTERS = 8
LEAST = 0.12
# A title that was changed counts after this many seconds.
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class _Published:
    key: UUID
    sample: Sample


@dataclass(frozen=True, slots=True)
class _Corpus:
    problems: tuple[_Published, ...]
    documents: int
    frequencies: dict[str, int]


@lru_cache(maxsize=1)
def _corpus(keys: tuple[UUID, ...], _since: int) -> _Corpus:
    rows = list(Problem.objects.published().filter(pk__in=keys))
    counted = [words_of(f"{row.title}\n{row.statement}") for row in rows]
    frequencies: dict[str, int] = {}
    for counts in counted:
        for word in counts:
            frequencies[word] = frequencies.get(word, 0) + 1
    weight = rarity(len(rows), frequencies)
    problems = tuple(_Published(row.pk, sample(row.title, row.statement, weight)) for row in rows)
    return _Corpus(problems, len(rows), frequencies)


def known(text: str) -> list[Problem]:
    """Return published problems that are about the same as `text`, the most alike first; none for a short text.

    Args:
        text: what somebody is writing. It goes nowhere but into this comparison.
    """
    if len(text.strip()) < LEAST_CHARACTERS:
        return []
    lately = Problem.objects.published().order_by("-state_on", "pk").values_list("pk", flat=True)
    corpus = _corpus(tuple(lately[:MOST_COMPARED]), int(time.monotonic() // _SECONDS))
    typed = sample("", text, rarity(corpus.documents, corpus.frequencies)).words
    alike = sorted((-_likeness(typed, one.sample), str(one.key), one.key) for one in corpus.problems)[:MOST_SHOWN]
    best = [key for score, _text, key in alike if -score >= LEAST]
    rows = Problem.objects.published().in_bulk(best)
    return [rows[key] for key in best if key in rows]


def _likeness(typed: Vector, other: Sample) -> float:
    return max(cosine(typed, other.words), cosine(typed, other.title))
