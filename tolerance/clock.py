"""The clock of a case: how many days are left when it is paused, and by when the next step is due afterwards.

Working days are counted by `jobs.workdays`, as everywhere. While more material is asked for, or other proceedings
suspend a case, its clock stands still.
"""

from datetime import date, timedelta

from jobs.deadlines import days_between
from jobs.workdays import UnknownYear, add_workdays, current_calendar
from tolerance.models import Case
from tolerance.procedure import LOOKED_AT

PAUSES = frozenset({Case.State.SUPPLEMENT, Case.State.SUSPENDED})


def after(on: date, days: int, unit: str | None) -> date | None:
    """Return the day that lies `days` after `on`, in `working_day` or `calendar_day`; None beyond the calendar."""
    if unit == "calendar_day":
        return on + timedelta(days=days)
    try:
        return add_workdays(on, days)
    except UnknownYear:
        return None


def look_again_on(on: date) -> date:
    """Return the day on which a case that is suspended on day `on` is looked at again; never unknown."""
    return after(on, LOOKED_AT, "working_day") or on + timedelta(weeks=LOOKED_AT // 5)


def days_left(due_on: date | None, on: date) -> int | None:
    """Return how many working days are left on day `on`: 0 if it is late, None if nobody can tell."""
    return days_between(on, due_on, current_calendar()) if due_on else None


def paused(case: Case, target: str, on: date) -> dict[str, object]:
    """Return the columns of the case that keep its clock while it is paused; empty them where it goes on."""
    if target not in PAUSES:
        return {"days_left": None, "suspended_from": ""}
    source = case.state if target == Case.State.SUSPENDED else ""
    return {"days_left": days_left(case.due_on, on), "suspended_from": source}


def goes_on(case: Case, target: str) -> bool:
    """Return whether a step to `target` ends a pause, so that the days that were left count on."""
    return case.state in PAUSES and case.days_left is not None and target != Case.State.WITHDRAWN
