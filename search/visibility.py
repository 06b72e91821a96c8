"""Which documents a user may find; owns the comparing of tokens, while the declaring apps own what they mean."""

from collections.abc import Collection, Mapping

from accounts.models import User
from search.registry import PUBLIC, Document, kinds


def tokens(user: User | None, names: Collection[str] | None = None) -> dict[str, frozenset[str]]:
    """Return by kind the audience tokens that `user` holds now.

    Args:
        user: who asks; None for the public. A token counts for the kind it is held for and no other.
        names: the kinds to look in; None for all. Names that are not declared are passed over.
    """
    wanted = [kind for kind in kinds() if names is None or kind.name in names]
    return {kind.name: kind.audience(user) | {PUBLIC} for kind in wanted}


def may_find(document: Document, held: Mapping[str, frozenset[str]]) -> bool:
    """Return whether the holder of these tokens may find `document`."""
    return not document.audience.isdisjoint(held.get(document.kind, frozenset()))


def kinds_for(user: User | None) -> list[str]:
    """Return the names of the kinds in which `user` may expect to find something."""
    return [kind.name for kind in kinds() if kind.audience(user)]
