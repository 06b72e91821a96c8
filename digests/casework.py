"""How cases were handled and what they teach, for the figures of an edition; owns their shape and no word of it.

Times, reviews and corrections are counted of few people: each number passes through `digests.disclosure`, and whatever
is left small is hidden. Lessons are what is published, for every unit the same.
"""

import statistics
from dataclasses import asdict
from datetime import date
from math import ceil
from typing import Any

from accounts.models import Unit
from digests.disclosure import shown_cells
from tolerance import selectors as cases

MOST_LESSONS = 3
# What a page has room for; the whole of it is published.
MOST_WORDS = 260
THREE_QUARTERS = 0.75


def handled(unit: Unit, start: date, end: date, *, whole: bool) -> dict[str, Any]:
    """Return times, reviews and corrections from `start` to `end`, None for what may not be shown.

    Args:
        unit: the unit of the edition.
        start: the first day.
        end: the last day.
        whole: whether these are the days of a quarter that can be told.
    """
    raw = cases.handling(unit, start, end)
    enough = shown_cells(unit, {"decided": len(raw.days)}, whole=whole).cells["decided"] is not None
    return {
        "days": _days(raw.days) if enough else None,
        "asked": shown_cells(unit, {"asked": raw.asked}, whole=whole).cells["asked"],
        "reviews": shown_cells(unit, dict(raw.reviews), whole=whole).cells,
        "corrections": shown_cells(unit, dict(raw.corrections), whole=whole).cells,
    }


def _days(days: tuple[int, ...]) -> dict[str, int]:
    """Return within how many days half and three quarters of the cases were decided; no single case shows in it."""
    return {"half": ceil(statistics.median(days)), "most": days[ceil(THREE_QUARTERS * len(days)) - 1]}


def lessons(start: date, end: date) -> dict[str, Any]:
    """Return the latest lessons published from `start` to `end`, cut to what a page has room for, and how many more."""
    found = cases.published_lessons(start, end)
    rows = [asdict(row) | {"published_on": str(row.published_on)} for row in found[:MOST_LESSONS]]
    for row in rows:
        row |= {part: _cut(row[part]) for part in ("facts", "reasoning", "lesson")}
    return {"rows": rows, "more": max(0, len(found) - MOST_LESSONS)}


def _cut(words: str) -> str:
    """Return `words` as one paragraph, ended after its last whole sentence that still has room."""
    text = " ".join(words.split())
    if len(text) <= MOST_WORDS:
        return text
    head = text[:MOST_WORDS]
    end = head.rfind("。") + 1
    return (head[:end] if end else head) + "……"
