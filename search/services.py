"""What other rooms may ask of search; owns the dirty marks, and never decides who may read what.

`mark` belongs into the transaction that changes a searchable thing. `drain` is a duty of the worker. `search` answers,
and `similar` finds what is about the same thing.
"""

import secrets

from search.finding import SearchHit, SearchPage, search
from search.indexing import drain
from search.indexing import rebuild as compact
from search.models import DirtyMark
from search.similar import Alike, similar

__all__ = ["Alike", "SearchHit", "SearchPage", "compact", "drain", "mark", "search", "similar"]


def mark(kind: str, *keys: str) -> None:
    """Note, in the caller's transaction, that documents changed, came or went; the worker will index them anew.

    Args:
        kind: the name of a declared kind.
        keys: the documents' identifiers within the kind.
    """
    DirtyMark.objects.bulk_create(
        [DirtyMark(kind=kind, key=key, version=secrets.randbits(62)) for key in dict.fromkeys(keys)],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["version", "failures"],
    )
