"""Finds answers that are copied templates; owns what counts as nearly the same, and shows nobody's text.

A handler may rightly acknowledge in the same words. So what is told is a share in steps, to the leader alone, and no
number: answers are nearly as many as reports, and small numbers of those are never told (contract 5).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from feedback import anonymity
from feedback.access import answers_watched_by
from search.backend.analysis import bigrams, fold

WINDOW = timedelta(days=90)
# Two answers are nearly the same if they share this much of their pairs of characters.
ALIKE = 0.8
# The latest answers of one handler that are compared with each other.
_MOST = 100
_STEP = 10
_MARKS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Habit:
    """How a handler answers; `percent` is the share of copied answers in steps of ten, None where they are too few."""

    handler: User
    percent: int | None


def copied(texts: Sequence[str]) -> int:
    """Return how many of the texts are nearly the same as another of them, whatever numbers and marks they hold."""
    pairs = [frozenset(bigrams(_MARKS.sub("", fold(text)))) for text in texts]
    alike: set[int] = set()
    for at, one in enumerate(pairs):
        for other in range(at):
            if (at not in alike or other not in alike) and _share(one, pairs[other]) >= ALIKE:
                alike |= {at, other}
    return len(alike)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    whole = len(one | other)
    return len(one & other) / whole if whole else 1.0


def habits(user: User, today: date) -> list[Habit]:
    """Return how the handlers of the units that `user` leads answered in the last 90 days, by name."""
    texts: dict[User, list[str]] = {}
    for message in answers_watched_by(user).filter(on__gt=today - WINDOW).order_by("-on", "pk"):
        assert message.author  # noqa: S101  # for the type checker: answers have an author
        texts.setdefault(message.author, []).append(message.text)
    found = [Habit(handler, _percent(own)) for handler, own in texts.items()]
    return sorted(found, key=lambda habit: (str(habit.handler), habit.handler.pk))


def _percent(texts: Sequence[str]) -> int | None:
    if len(texts) < anonymity.cell_floor():
        return None
    latest = texts[:_MOST]
    return round(100 * copied(latest) / len(latest) / _STEP) * _STEP
