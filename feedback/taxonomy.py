"""The taxonomy of burdens, remedies and bands; owns the codes, which `taxonomy.json` lists in both languages."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Term:
    """One code with its names."""

    code: str
    zh: str
    en: str

    def __str__(self) -> str:
        """Return the name in the reader's language."""
        return self.en if get_language() == "en" else self.zh


def _terms(rows: list[list[Any]]) -> dict[str, Term]:
    return {row[0]: Term(row[0], row[1], row[2]) for row in rows}


_DATA = json.loads((Path(__file__).parent / "taxonomy.json").read_text(encoding="utf-8"))
BURDENS = _terms(_DATA["burden"])
REMEDIES = _terms(_DATA["remedies"])
CAUSES = _terms(_DATA["causes"])

# Bands as the reporter sees them, each with the lowest and highest number it stands for. The open top band ends at
# twice its foot: an honest range needs an end, and the page on the method says so.
Band = tuple[float, float]
HOURS: dict[str, Band] = {"<0.5": (0.1, 0.5), "0.5-2": (0.5, 2), "2-4": (2, 4), "4-8": (4, 8), ">8": (8, 16)}
PER_MONTH: dict[str, Band] = {"<1": (0.25, 1), "1-3": (1, 3), "4-8": (4, 8), "9-20": (9, 20), ">20": (21, 42)}
PEOPLE: dict[str, Band] = {"1": (1, 1), "2-5": (2, 5), "6-10": (6, 10), "11-30": (11, 30), ">30": (31, 62)}


def burden_hours(hours: str, per_month: str, people: str) -> Band | None:
    """Return the staff-hours a month as (low, high), or None where a band is missing.

    Raises:
        KeyError: a band that does not exist.
    """
    if not (hours and per_month and people):
        return None
    bands = HOURS[hours], PER_MONTH[per_month], PEOPLE[people]
    low, high = 1.0, 1.0
    for band in bands:
        low, high = low * band[0], high * band[1]
    return low, high
