"""Says why two notes are alike, in words; owns the reasons and their order, and never quotes a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from feedback.recurrence.features import features
from feedback.recurrence.matters import matters, numbers_by_word
from feedback.recurrence.notes import Note
from feedback.recurrence.vectors import Scale, chance, product
from search.backend.analysis import bigrams, fold

_SAME_NAME = 0.6
_MOST_MATTERS = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """How alike two notes are (0 to 1), and why, the strongest first."""

    likeness: float
    words: tuple[str, ...]


def names_alike(one: str, other: str) -> float:
    """Return how alike two names of tasks are, from 0 to 1: by their pairs of characters (Dice)."""
    pairs = [set(bigrams("".join(fold(name).split()))) if name.strip() else set() for name in (one, other)]
    both = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / both if both else 0.0


def compare(one: Note, other: Note, scale: Scale) -> Reason:
    """Return how alike two notes are, and why in the reader's language.

    Args:
        one: a note.
        other: another.
        scale: how much each word says, made from the notes around them.
    """
    likeness = chance(product(scale.vector(one), scale.vector(other)))
    reasons = [*_same(one, other), *_shared(one, other, scale)]
    percent = round(100 * likeness)
    return Reason(likeness, (*reasons, _("%(percent)d %% alike") % {"percent": percent}))


def _same(one: Note, other: Note) -> Iterable[str]:
    if one.asked_by and fold(one.asked_by) == fold(other.asked_by):
        yield _("same department")
    if names_alike(one.task, other.task) >= _SAME_NAME:
        yield _("same form or task")
    if one.category and one.category == other.category:
        yield _("same category")


def _shared(one: Note, other: Note, scale: Scale) -> Iterable[str]:
    theirs = {fold(item) for item in other.data_items}
    items = [item for item in one.data_items if fold(item) in theirs]
    if items:
        yield _("same data: %(items)s") % {"items": " / ".join(items)}
    words = [features(note).matter_words for note in (one, other)]
    mine, yours = (scale.matters_of(found) for found in words)
    both = sorted(mine.keys() & yours.keys(), key=lambda number: (-mine[number] * yours[number], number))
    told = _told(map(int, both), [set(found) for found in words])
    if told:
        yield _("both about %(matters)s") % {"matters": " / ".join(str(matters()[number]) for number in told)}


def _told(numbers: Iterable[int], words: Sequence[set[str]]) -> list[int]:
    """Return the first of these matters, none of which a note tells only by words that stand for one before it."""
    found: list[int] = []
    for number in numbers:
        own = [{word for word in left if number in numbers_by_word()[word]} for left in words]
        if all(own) and len(found) < _MOST_MATTERS:
            found.append(number)
            words = [left - gone for left, gone in zip(words, own, strict=True)]
    return found
