"""Reads the answers of all rooms into one table; owns nothing of its own."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import tests.urls
from tests.cast import Cast, Organisation


def _rooms() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(tests.urls.__path__):
        module = importlib.import_module(f"tests.urls.{found.name}")
        if hasattr(module, "ANSWERS"):
            yield module


def answers() -> dict[str, dict[str, int]]:
    """Return what each url name answers to each role.

    Raises:
        ValueError: two rooms declare the same name.
    """
    table: dict[str, dict[str, int]] = {}
    for room in _rooms():
        twice = table.keys() & room.ANSWERS.keys()
        if twice:
            raise ValueError(f"Declared twice: {sorted(twice)}")
        table |= room.ANSWERS
    return table


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, Any]]:
    """Create the rows that addresses with arguments need, and return those arguments by url name."""
    found: dict[str, dict[str, Any]] = {}
    for room in _rooms():
        if hasattr(room, "arguments"):
            found |= room.arguments(organisation, cast)
    return found
