"""What a thief of a PostgreSQL server's folder holds, for the analyst; owns the reading of it, and knows no attack."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.analyst import Copy, joined, of_others, whole

_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_NUMBER = "SELECT oid::text FROM pg_database WHERE datname = current_database()"


def of_cluster(url: str, data: Path | None) -> Copy:
    """Return what the server at `url` and the folder `data` of the product hold: tables, log and all else.

    The rows are asked of the server, which is easier than to read them out of its files; the order is that of its
    files. Other databases of the same server are left out.

    Args:
        url: where the server listens; its account may read all.
        data: `QZ_DATA`, or None without a product.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        tables = {name: _rows(connection, name) for (name,) in connection.execute(_TABLES).fetchall()}
        cluster = Path(_one(connection, "SHOW data_directory"))
        own = cluster / "base" / _one(connection, _NUMBER)
        others = _files(cluster, own) + (_files(data, data / "static") if data else [])
        contents = {
            "database": whole(sorted(own.iterdir())),
            "database by the times of its files": whole(sorted(own.iterdir(), key=_time)),
            "log": whole(sorted((cluster / "pg_wal").glob("0*"))),
            **of_others(others),
        }
    return Copy(tables, contents, data / "index" if data else None)


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns


def _rows(connection: psycopg.Connection[Any], table: str) -> bytes:
    question = sql.SQL("SELECT each::text FROM {} AS each ORDER BY ctid").format(sql.Identifier(table))
    return joined(connection.execute(question))


def _one(connection: psycopg.Connection[Any], question: str) -> str:
    row = connection.execute(question.encode()).fetchone()
    return str(row[0]) if row else ""


def _files(folder: Path, without: Path) -> list[Path]:
    """Return the files of a folder that the other attacks do not read already."""
    left_out = (folder / "base", folder / "pg_wal", without)
    return [
        path for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(path.is_relative_to(each) for each in left_out)
    ]  # fmt: skip
