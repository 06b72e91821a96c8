"""Turns QZ_DATABASE_URL into Django's DATABASES entry; owns SQLite's pragmas, and what each database can carry."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from config.environment import BadEnvironmentError

_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;"
)


def database(url: str, data: Path) -> dict[str, Any]:
    """Return the DATABASES entry for `url`; an empty one means SQLite in the folder `data`.

    Raises:
        BadEnvironmentError: the URL is of a kind that is not supported.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "qingzhuang.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
            # Opening a file and closing it as the last one, which empties the log, took a tenth of every request.
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise BadEnvironmentError("QZ_DATABASE_URL must start with postgresql:// or be empty for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # `?host=/run/postgresql` names the folder of a socket, as PostgreSQL's own tools have it.
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def search_engine(name: str, url: str) -> str:
    """Return the name of the search engine, if the database at `url` can carry it.

    Raises:
        BadEnvironmentError: there is no such engine, or it needs another database.
    """
    if name not in {"whoosh", "postgresql"}:
        raise BadEnvironmentError(f"QZ_SEARCH must be whoosh or postgresql, not {name!r}.")
    if name == "postgresql" and not url:
        raise BadEnvironmentError("QZ_SEARCH=postgresql needs PostgreSQL: set QZ_DATABASE_URL too.")
    return name
