"""The database entry: durable SQLite by default, PostgreSQL by its URL."""

import re
from pathlib import Path

import pytest
from django.db import connection

from config.databases import database, search_engine
from config.environment import BadEnvironmentError


def test_empty_url_means_sqlite_in_the_data_folder(tmp_path: Path) -> None:
    entry = database("", tmp_path)
    assert entry["ENGINE"] == "django.db.backends.sqlite3"
    assert entry["NAME"] == tmp_path / "qingzhuang.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_sqlite_is_durable_and_deletes_for_good() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the tests run on another database")
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "secure_delete")}
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert found == {"synchronous": 2, "secure_delete": 1}


@pytest.mark.django_db
def test_sqlite_schema_needs_no_function_that_only_django_has() -> None:
    # A backup, and whoever repairs a file with the database's own tools, opens it without Django.
    if connection.vendor != "sqlite":
        pytest.skip("the tests run on another database")
    with connection.cursor() as cursor:
        statements = cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    assert [sql for (sql,) in statements if re.search(r"django_\w+\(|REGEXP", sql)] == []


def test_postgresql_url_is_taken_apart(tmp_path: Path) -> None:
    entry = database("postgresql://qz:p%40ss@db.example:5433/qingzhuang", tmp_path)
    wanted = {"ENGINE": "django.db.backends.postgresql", "NAME": "qingzhuang", "USER": "qz", "PASSWORD": "p@ss"}
    assert entry == entry | wanted | {"HOST": "db.example", "PORT": "5433"}


def test_postgresql_socket_is_named_in_the_query(tmp_path: Path) -> None:
    entry = database("postgresql://qz@/qingzhuang?host=/run/postgresql", tmp_path)
    assert (entry["USER"], entry["NAME"], entry["HOST"]) == ("qz", "qingzhuang", "/run/postgresql")


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite:///a", "x"])
def test_other_urls_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadEnvironmentError, match="postgresql://"):
        database(url, tmp_path)


@pytest.mark.parametrize(
    ("name", "url", "words"),
    [
        ("postgresql", "", "QZ_SEARCH=postgresql needs PostgreSQL: set QZ_DATABASE_URL too."),
        ("lucene", "", "QZ_SEARCH must be whoosh or postgresql, not 'lucene'."),
    ],
)
def test_search_engine_that_cannot_work_is_refused(name: str, url: str, words: str) -> None:
    with pytest.raises(BadEnvironmentError) as raised:
        search_engine(name, url)
    assert str(raised.value) == words


def test_search_engine_is_taken_where_the_database_carries_it() -> None:
    url = "postgresql://qz@/qz"
    assert [search_engine("whoosh", ""), search_engine("whoosh", url), search_engine("postgresql", url)] == [
        "whoosh", "whoosh", "postgresql",
    ]  # fmt: skip
