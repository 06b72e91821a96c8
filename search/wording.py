"""Edits the organisation's own words; owns those writes, and counts what a group of words adds to an answer."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.permissions import may_somewhere
from search.counting import number_found
from search.lexicon import Group, Lexicon, build, group_of, shipped
from search.models import WordGroup

RIGHT = "words.edit"


@dataclass(frozen=True, slots=True)
class Effect:
    """What asking for one word of a group finds; None for a number that is too small to be told.

    Attributes:
        word: the word.
        alone: how many documents are found by it alone.
        together: how many with the other words of its group.
    """

    word: str
    alone: int | None
    together: int | None

    @property
    def more(self) -> int | None:
        """How many more the group finds."""
        if self.alone is None or self.together is None:
            return None
        return self.together - self.alone


@dataclass(frozen=True, slots=True)
class Entry:
    """A group as the page lists it; `key` is empty for one that came with the program and was never touched."""

    key: str
    words: Group
    shipped: bool
    off: bool


def check(actor: User) -> None:
    """Do nothing if the actor may edit words.

    Raises:
        PermissionDenied: the actor may not.
    """
    if not may_somewhere(actor, RIGHT):
        raise PermissionDenied


def entries() -> list[Entry]:
    """Return every group: those of staff first, then those that came with the program, switched off or not."""
    off = set(WordGroup.objects.filter(off=True).values_list("words", flat=True))
    mine = WordGroup.objects.filter(off=False).values_list("words", flat=True)
    own = [Entry(words, tuple(words.split()), shipped=False, off=False) for words in mine]
    return own + [Entry(" ".join(one), one, shipped=True, off=" ".join(one) in off) for one in shipped()]


@transaction.atomic
def add_words(*, words: str, actor: User) -> WordGroup:
    """Add words that mean the same, or one word that must not be cut, and return the group.

    Args:
        words: separated by spaces or commas.
        actor: who may edit words.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: there is no word in it, or the group is there already.
    """
    check(actor)
    group = group_of(words)
    if not group:
        raise ValidationError({"words": _("Please give at least one word.")})
    text = " ".join(group)
    try:
        with transaction.atomic():
            row = WordGroup.objects.create(words=text)
    except IntegrityError:
        raise ValidationError({"words": _("These words are there already.")}) from None
    audit.record(actor=actor, act="words.add", subject=f"words:{row.pk}", detail={"words": text})
    return row


@transaction.atomic
def switch_words(*, words: str, actor: User) -> None:
    """Take out a group of staff, switch a group of the program off, or on again where it is off.

    Args:
        words: the words of the group as `entries` gives them.
        actor: who may edit words.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: there is no such group.
    """
    check(actor)
    row = WordGroup.objects.select_for_update().filter(words=words).first()
    if row:
        row.delete()
    elif words in {" ".join(group) for group in shipped()}:
        WordGroup.objects.create(words=words, off=True)
    else:
        raise ValidationError({"words": _("There is no such group of words.")})
    act = "words.off" if row is None else "words.on" if row.off else "words.remove"
    audit.record(actor=actor, act=act, subject="words", detail={"words": words})


def effects(group: Group, user: User) -> list[Effect]:
    """Return for each word of a group what this user finds by it, alone and with the others."""
    widened = build([group])
    return [
        Effect(word, number_found(word, user, Lexicon()), number_found(word, user, widened)) for word in group
    ]  # fmt: skip
