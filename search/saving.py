"""Searches that staff keep; owns whose they are and what of an answer is new, never who may find what.

What was seen is kept as identifiers, so "new" needs no time of day, and nothing is new because it was only edited.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from search.finding import identities
from search.models import SavedSearch

MOST_SAVED = 20
# Of each answer the newest so many are looked at.
MOST_SEEN = 200


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept search and how much of its answer its owner has not seen; `MOST_SEEN` stands for that many or more."""

    key: int
    text: str
    new: int


def saved_for(user: User) -> QuerySet[SavedSearch]:
    """Return the searches that `user` keeps."""
    return SavedSearch.objects.filter(user=user)


def get_saved_for(user: User, key: int) -> SavedSearch:
    """Return one search that `user` keeps.

    Raises:
        Http404: the user keeps none such.
    """
    return get_object_or_404(saved_for(user), pk=key)


def overview(user: User) -> list[Saved]:
    """Return the searches that `user` keeps, each with the number of documents that are new in it."""
    return [Saved(row.pk, row.text, len(unseen(row))) for row in saved_for(user).select_related("user")]


def unseen(row: SavedSearch) -> set[str]:
    """Return the identities in the answer that the owner has not marked as seen."""
    return set(identities(row.text, user=row.user, most=MOST_SEEN)) - set(row.seen)


@transaction.atomic
def save_search(*, text: str, actor: User) -> SavedSearch:
    """Keep a search for its actor, with all that it finds now as seen, and return it; twice is like once.

    Raises:
        ValidationError: it is empty, or the actor keeps too many.
    """
    text = " ".join(text.split())
    if not text:
        raise ValidationError(_("There is nothing to keep, for the search is empty."))
    if saved_for(actor).exclude(text=text).count() >= MOST_SAVED:
        raise ValidationError(
            _("You keep %(most)s searches already. Please take one out first.") % {"most": MOST_SAVED}
        )
    row, _made = SavedSearch.objects.get_or_create(user=actor, text=text)
    mark_seen(row=row, actor=actor)
    return row


@transaction.atomic
def mark_seen(*, row: SavedSearch, actor: User) -> None:
    """Note that the actor has seen what a search finds now.

    Raises:
        Http404: it is not the actor's.
    """
    mine = get_saved_for(actor, row.pk)
    mine.seen = sorted(identities(mine.text, user=actor, most=MOST_SEEN))
    mine.save(update_fields=["seen"])


@transaction.atomic
def forget_search(*, row: SavedSearch, actor: User) -> None:
    """Keep a search no longer."""
    saved_for(actor).filter(pk=row.pk).delete()
