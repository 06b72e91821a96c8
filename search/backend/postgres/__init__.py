"""The index inside PostgreSQL, so that any number of nodes share one; owns its tables, and reads none of the product's.

The tables come with the first index and not with a migration: they can be built anew at any time, and an index of
another shape is built beside the one in use, as in the embedded engine.
"""

from search.backend.postgres.asking import ask
from search.backend.postgres.storing import apply, rebuild
from search.backend.postgres.tables import settle, stale, tidy, writing
from search.backend.postgres.vocabulary import beginning, documents, frequencies, listing, matching

__all__ = [
    "apply", "ask", "beginning", "documents", "frequencies", "listing", "matching", "rebuild", "settle", "stale",
    "tidy", "writing",
]  # fmt: skip
