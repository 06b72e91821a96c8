"""How titles stand inside quotation marks: marks within marks become single ones, as Chinese and English both ask."""

from collections.abc import Mapping
from typing import Any

_INNER = str.maketrans("“”", "‘’")


def inside(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return `row` with its words fit to stand between “ and ”; what is no text stays as it is."""
    return {key: value.translate(_INNER) if isinstance(value, str) else value for key, value in row.items()}
