"""Reads `procedure.json`: the rows of the table, and the phases that have a limit; owns the reading, and no rule.

A phase is a state in which somebody owes the next step. Its limit and the bounds within which a unit may set its own
are published there. What the law fixes for an applicant's own remedies has no bounds, and so is nobody's to change.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROWS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "procedure.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase with a limit.

    Attributes:
        state: the state of the case, or of its correction, in which it runs.
        track: `case` or `correction`.
        limit: the published limit in days.
        unit: `working_day` or `calendar_day`.
        least: the fewest days that a unit may set.
        most: the most days that a unit may set.
    """

    state: str
    track: str
    limit: int
    unit: str
    least: int
    most: int

    @property
    def extension(self) -> int:
        """Return by how many days it may be extended, once: half of the limit, which is what known rules allow."""
        return (self.limit + 1) // 2


PHASES: dict[str, Phase] = {
    row["from"][0]: Phase(row["from"][0], row["track"], row["limit"], row["unit"], *row["bounds"])
    for row in ROWS
    if "bounds" in row
}


# After how many working days somebody looks at a suspended case again.
LOOKED_AT: int = next(row["looked_at"] for row in ROWS if "looked_at" in row)


def _numbered() -> dict[tuple[str, str], int]:
    """Return the place of the row by which each state follows upon another, ways back included; rows count from 1."""
    found = {}
    for number, row in enumerate(ROWS, start=1):
        for source in row["from"] or [""]:
            found[source, row["to"]] = number
            if "returns" in row:
                found[row["to"], source] = number
            if "rebound" in row:
                found[source, row["rebound"]["to"]] = number
    return found


NUMBERS = _numbered()
