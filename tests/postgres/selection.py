"""Chooses, of the tests of a room, those whose outcome a database can change: all others passed already on SQLite."""

import pytest
from _pytest.unittest import TestCaseFunction

DATABASE_FIXTURES = {"db", "transactional_db"}


def touches_database(item: pytest.Item) -> bool:
    """Return whether a test opens the database, or starts processes that may."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("slow")
    fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return bool(marked or fixtures) or isinstance(item, TestCaseFunction) or "postgres" in item.path.parts


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what never touches the database; pytest calls this."""
    chosen = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen
