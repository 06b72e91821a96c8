"""Puts the causes of recurring problems into words; owns their order, and counts problems, never reports.

Which problems recur is told one by one, and a cause is what staff said of one: nothing here needs cover.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from feedback.taxonomy import CAUSES


def cause_of(row: Mapping[str, Any]) -> str:
    """Return the cause of one problem in the reader's language, "" where none was named."""
    # Editions of earlier schemas knew no causes.
    code = row.get("cause", "")
    return str(CAUSES.get(code, code))


def causes_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the causes that were named, the most frequent first, and of how many problems none was."""
    codes = Counter(row.get("cause", "") for row in rows)
    unknown = codes.pop("", 0)
    named = sorted(codes, key=lambda code: (-codes[code], code))
    return {
        "causes": [{"name": str(CAUSES.get(code, code)), "problems": codes[code]} for code in named],
        "causes_unknown": unknown,
    }
