"""Puts sealed rows into the pool; owns that a second copy is passed over in silence, and never raises for one.

A refused insert would do as well for SQLite. PostgreSQL writes every refused statement into its server's log, with the
time of day and all values: what a reporter sends twice must not fail.
"""

from functools import cache

from django.db import connection

from feedback.models import PooledEntry

_FIELDS = PooledEntry._meta.concrete_fields  # noqa: SLF001  # Django's own documented way to a model's columns


def put(entry: PooledEntry) -> bool:
    """Insert a row and return True, or False where its report or message lies in the pool already."""
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in _FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor), values)
        return bool(cursor.rowcount)


@cache
def _statement(_vendor: str) -> str:
    # Django's own insert passes a second copy over too, but does not say whether there was one.
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in _FIELDS)
    places = ", ".join(["%s"] * len(_FIELDS))
    table = quote(PooledEntry._meta.db_table)  # noqa: SLF001
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608  # names alone
