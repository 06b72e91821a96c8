"""Eight quarters side by side, for the figures of an edition; owns which are compared, and counts no report.

Reports are repeated from what was told of each quarter, so a later edition says of a quarter what earlier ones said.
Promises are what staff made and kept: the share is given with both its numbers.
"""

from datetime import date
from typing import Any

from accounts.models import Unit
from digests.periods import Quarter, quarter_of
from feedback.selectors import promises_due
from feedback.telling import told, top_of

QUARTERS = 8


def trend(unit: Unit, last: Quarter, *, until: date) -> list[dict[str, Any]]:
    """Return the quarters up to `last`, the oldest first: reports, remedies that fell due, those of them done by then.

    Args:
        unit: the unit of the edition; below the top no count of reports is told.
        last: the quarter of the edition, or the last that is over when its period is.
        until: the last day that counts.
    """
    quarters = [last]
    while len(quarters) < QUARTERS:
        quarters.insert(0, quarters[0].previous)
    due: dict[Quarter, list[bool]] = {each: [] for each in quarters}
    for day, kept in promises_due(unit, quarters[0].start, min(until, last.end)):
        due[quarter_of(day)].append(kept)
    return [
        {"label": str(each), "reports": _reports(unit, each), "due": len(due[each]), "kept": sum(due[each])}
        for each in quarters
    ]


def _reports(unit: Unit, quarter: Quarter) -> int | None:
    found = told(unit, quarter.start) if top_of(unit) == unit else None
    return found.total if found else None
