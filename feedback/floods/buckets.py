"""Token buckets in the database; own what may still come in, and must never hold a time.

Every act that stores takes one from the bucket of the site, and a report one from that of its receiving unit, in the
transaction that stores. Files take from a bucket of their own before they are written anew, which is work whether or
not anything is stored. While there is enough, nobody is asked anything. Below the low mark only what was proven may
take, so that a script that proves nothing cannot use up what is kept for people. An empty bucket takes in nothing.

Each slot of the schedule adds the same number to every bucket. Where that fills it, the level is set to a random one
near the top: who copies the database can then not tell whether one report or none came in since.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from django.conf import settings
from django.db import connection

from feedback.anonymity import receiving_units
from feedback.models import Bucket
from feedback.models.bucket import FILES, SITE

_WHOLE = 100
# The share of a bucket, one in ten, that chance takes off its top.
_BLUR = 10
_TAKE = """UPDATE feedback_bucket SET level = level - %s WHERE place IN (%s, %s) AND level >= %s
RETURNING place, level"""

# There are one or two of them.
_ANY = "SELECT 1 FROM feedback_bucket WHERE place IN (%s, %s) LIMIT 1"


class Passage(Enum):
    """What a sender showed."""

    SUSPECT = "filled in what people never see"
    PLAIN = "nothing"
    PROVEN = "work, or an answer"
    EXEMPT = "a code that was handed out to few"


class Standing(Enum):
    """How much a place can still take in."""

    OPEN = "open"
    LOW = "low"
    EMPTY = "empty"


class FloodError(RuntimeError):
    """Nothing was stored, because too much comes in or the sender showed too little."""


class ProofNeededError(FloodError):
    """It would be stored with a proof."""


class FullError(FloodError):
    """Nothing can be stored here before the next slots of the schedule."""


class Chance(Protocol):
    """Where the random level comes from."""

    def randint(self, first: int, last: int, /) -> int:
        """Return a number from `first` to `last`, both included."""


def capacity(place: int) -> int:
    """Return how much the bucket of `place` holds."""
    return int({SITE: settings.FLOOD_SITE, FILES: settings.FLOOD_FILES}.get(place, settings.FLOOD_UNIT))


def low_mark(place: int) -> int:
    """Return the level below which a proof is asked for."""
    return capacity(place) * int(settings.FLOOD_LOW) // _WHOLE


def portion(place: int) -> int:
    """Return how much comes back at each slot: at least one."""
    return max(1, capacity(place) * int(settings.FLOOD_REFILL) // _WHOLE)


def take(unit: int | None, passage: Passage) -> None:
    """Take one for something that is being stored; call it in the transaction that stores, which a refusal must end.

    Args:
        unit: the number of the receiving unit, or None where it is not known.
        passage: what the sender showed. `EXEMPT` takes nothing.

    Raises:
        ProofNeededError: the sender is suspect, or a bucket is below its low mark and nothing was proven.
        FullError: a bucket is empty.
    """
    _take({SITE, unit or SITE}, 1, passage)


def take_for_files(number: int, passage: Passage) -> None:
    """Take `number` from the bucket of files, before they are written anew; alone in a transaction that commits.

    Args:
        number: how many files there are.
        passage: what the sender showed. `EXEMPT` takes nothing.

    Raises:
        ProofNeededError: the sender is suspect, or the bucket is below its low mark and nothing was proven.
        FullError: the bucket holds fewer.
    """
    _take({FILES}, number, passage)


def check_room(unit: int | None, passage: Passage) -> None:
    """Do nothing if `take` would take now; it takes nothing itself. For what costs work before it can be stored.

    Raises:
        ProofNeededError: as for `take`.
        FullError: as for `take`.
    """
    if passage is Passage.EXEMPT:
        return
    stands = standing(unit)
    if stands is Standing.EMPTY:
        raise FullError
    if passage is Passage.SUSPECT or (passage is Passage.PLAIN and stands is Standing.LOW):
        raise ProofNeededError


def _take(places: set[int], number: int, passage: Passage) -> None:
    if passage is Passage.EXEMPT:
        return
    if passage is Passage.SUSPECT:
        raise ProofNeededError
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [number, min(places), max(places), number])
        left: dict[int, int] = dict(cursor.fetchall())
    # A place that has no bucket yet is new since the last slot, and as good as full.
    if left.keys() != places and _any_of(places - left.keys()):
        raise FullError
    if passage is Passage.PLAIN and any(level < low_mark(place) for place, level in left.items()):
        raise ProofNeededError


def _any_of(places: set[int]) -> bool:
    # Asked by every report to a new unit: writing the question anew took longer than the answer.
    with connection.cursor() as cursor:
        cursor.execute(_ANY, [min(places), max(places)])
        return cursor.fetchone() is not None


def standing(unit: int | None) -> Standing:
    """Return what a plain act for `unit` would meet now."""
    rows = Bucket.objects.filter(place__in={SITE, unit or SITE}).values_list("place", "level")
    levels = dict(rows)
    if 0 in levels.values():
        return Standing.EMPTY
    return Standing.LOW if any(level <= low_mark(place) for place, level in levels.items()) else Standing.OPEN


def refill(*, chance: Chance) -> None:
    """Add a slot's portion to every bucket, each in a transaction of its own, and make those that are missing."""
    units: Iterable[int] = receiving_units().values_list("pk", flat=True)
    places = {FILES, SITE, *units}
    Bucket.objects.exclude(place__in=places).delete()
    levels = dict(Bucket.objects.values_list("place", "level"))
    for place in sorted(places):
        size = capacity(place)
        top = chance.randint(size - size // _BLUR, size)
        if place not in levels:
            Bucket.objects.bulk_create([Bucket(place=place, level=top)], ignore_conflicts=True)
        else:
            _add(place, portion(place), top)


def _add(place: int, portion: int, top: int) -> None:
    # One statement: what is taken at the same time is not lost.
    least = "MIN" if connection.vendor == "sqlite" else "LEAST"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE feedback_bucket SET level = {least}(level + %s, %s) WHERE place = %s",  # noqa: S608  # two names
            [portion, top, place],
        )
