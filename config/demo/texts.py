"""Reads the invented texts; owns where they lie, and never changes one."""

import json
from datetime import date
from pathlib import Path
from typing import Any


def read(name: str) -> Any:
    """Return the content of `name`.json beside this module."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))


def day(text: str) -> date:
    """Return the day written as `2026-03-02`."""
    return date.fromisoformat(text)
