"""Breaks a running product for a moment, so that requests meet a fault; owns that it is whole again afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from benchmarks.product import Product


@contextmanager
def without_table(product: Product, name: str) -> Iterator[None]:
    """Let a table be missing until the block ends.

    Args:
        product: the running product.
        name: a table that nothing else needs meanwhile.
    """
    away = f"{name}_away"
    _change(product, f"ALTER TABLE {name} RENAME TO {away}")
    try:
        yield
    finally:
        _change(product, f"ALTER TABLE {away} RENAME TO {name}")


def _change(product: Product, statement: str) -> None:
    if product.on_postgres():
        with psycopg.connect(product.environment["QZ_DATABASE_URL"]) as cluster:
            cluster.execute(statement.encode())
        return
    with closing(sqlite3.connect(product.database(), timeout=20)) as database:
        database.execute(statement)
