"""Puts sealed rows into the pool; owns that a second copy is passed over in silence, and never raises for one.

A refused insert would do as well for SQLite. PostgreSQL writes every refused statement into its server's log, with the
time of day and all values: what a reporter sends twice must not fail.
"""

from feedback.models import PooledEntry


def put(entry: PooledEntry) -> bool:
    """Insert a row and return True, or False where its report or message lies in the pool already."""
    PooledEntry.objects.bulk_create([entry], ignore_conflicts=True)
    return PooledEntry.objects.filter(pk=entry.pk).exists()
