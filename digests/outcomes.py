"""What follows from a quarter, for the figures of an edition: duplicates, overload, outcomes, proposals and questions.

All of it is read from what staff wrote and did. Counts of reports are repeated from the rows that it is given, where
the small ones are hidden already; nothing is ordered by a hidden one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from feedback.selectors import ProblemFigure, RemedyFigure, SameRequest

Row = dict[str, Any]
# The category of burdens that says it: the same data is asked for again.
SAME_DATA = "B04"
MOST = 10
# From here on a unit is named as one that has taken on more than it gets done.
MANY_OPEN, MANY_LATE = 4, 2
LONG_LATE = 30
TIME_TO_ACT = timedelta(days=30)


def duplicates(problems: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the recurring problems that tell of data asked for more than once."""
    found = [row for row in problems if row["category"] == SAME_DATA]
    return [{key: row[key] for key in ("id", "title", "asked_by", "owner", "reports")} for row in found[:MOST]]


def same_requests(pairs: Sequence[SameRequest]) -> Row:
    """Return the pairs of tasks of the register that ask nearly the same, and how many more there are."""
    return {"rows": [asdict(pair) for pair in pairs[:MOST]], "more": max(0, len(pairs) - MOST)}


def overload(remedies: Iterable[RemedyFigure]) -> list[Row]:
    """Return the units with many open promises, or several late ones, the most loaded first."""
    rows = list(remedies)
    every = Counter(row.owner_unit for row in rows)
    late = Counter(row.owner_unit for row in rows if row.days_late)
    named = [unit for unit in every if every[unit] >= MANY_OPEN or late[unit] >= MANY_LATE]
    ranked = sorted(named, key=lambda unit: (-late[unit], -every[unit], unit))
    return [{"owner": unit, "open": every[unit], "late": late[unit]} for unit in ranked[:MOST]]


def done(remedies: Sequence[RemedyFigure]) -> Row:
    """Return the remedies that were carried out, the latest first, and how many more there are."""
    ranked = sorted(remedies, key=lambda row: (row.implemented_on or row.due_on, row.problem, row.id), reverse=True)
    rows = [
        {
            "problem": row.problem, "problem_id": str(row.problem_id), "kind": row.kind, "what": row.what,
            "owner": row.owner_unit, "implemented_on": str(row.implemented_on), "state": row.problem_state,
        }
        for row in ranked[:MOST]
    ]  # fmt: skip
    return {"rows": rows, "more": max(0, len(ranked) - MOST)}


def named(problems: Iterable[ProblemFigure]) -> list[Row]:
    """Return problems by title and owner."""
    return [{"id": str(row.id), "title": row.title, "owner": row.owner_unit} for row in problems]


def proposals(
    overdue: Sequence[Mapping[str, Any]], problems: Iterable[Mapping[str, Any]], returned: Iterable[Row], end: date
) -> list[Row]:
    """Return what is proposed, to whom and by when, at most as many as one reads.

    Args:
        overdue: the remedies that are late, the latest first.
        problems: the recurring problems that are listed.
        returned: the problems that came back.
        end: the last day of the period.
    """
    by = str(end + TIME_TO_ACT)
    found = [
        *(
            {"kind": "assign", "title": row["title"], "owner": row["unit"], "by": by}
            for row in problems
            if not row["owner"]
        ),
        *({"kind": "again", "title": row["title"], "owner": row["owner"], "by": by} for row in returned),
        *({"kind": "deliver", "title": row["problem"], "owner": row["owner"], "by": by} for row in overdue),
    ]
    return found[:MOST]


def questions(overdue: Sequence[Mapping[str, Any]], problems: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return what one unit cannot settle alone: who asks is not who could remove it, or a promise is long late."""
    apart = [row for row in problems if row["asked_by"] and row["owner"] and row["asked_by"] != row["owner"]]
    stuck = [row for row in overdue if row["days_late"] >= LONG_LATE]
    found = [
        *(
            {"kind": "apart", "title": row["title"], "asked_by": row["asked_by"], "owner": row["owner"]}
            for row in apart
        ),
        *({"kind": "stuck", "title": row["problem"], "asked_by": "", "owner": row["owner"]} for row in stuck),
    ]
    return found[:MOST]
