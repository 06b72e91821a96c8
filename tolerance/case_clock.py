"""The clock as the page of a case shows it: days that are left or over, what is kept while it stands still.

Counts in working days, as whoever has to act does; owns no limit and moves no day.
"""

from dataclasses import dataclass
from datetime import date

from jobs.deadlines import days_between
from jobs.workdays import Calendar, current_calendar
from tolerance.clock import PAUSES
from tolerance.models import Case

# While the correction waits for these, somebody has to act by a day.
CORRECTING = (Case.Correction.CORRECTING, Case.Correction.CORRECTED)


@dataclass(frozen=True, slots=True)
class Hand:
    """One day by which something is due.

    Attributes:
        due: the day.
        left: the working days until then, 0 on the day itself; None if it has passed or nobody can tell.
        over: the working days since then; None if it has not passed or nobody can tell.
        late: whether the day has passed.
        last: whether it is today.
    """

    due: date
    left: int | None
    over: int | None
    late: bool
    last: bool


@dataclass(frozen=True, slots=True)
class CaseClock:
    """The clock of a case.

    Attributes:
        step: when the next step is due, if a day is known.
        correction: when the correction is to be reported or checked, if it runs beside the case.
        paused: whether the clock stands still.
        kept: the working days that are left once it goes on, if they are known.
        unknown: whether the correction is due on a day that the calendar does not tell yet.
    """

    step: Hand | None
    correction: Hand | None
    paused: bool
    kept: int | None
    unknown: bool


def _hand(calendar: Calendar, due: date | None, today: date) -> Hand | None:
    if due is None:
        return None
    if due < today:
        return Hand(due, None, days_between(due, today, calendar), late=True, last=False)
    return Hand(due, days_between(today, due, calendar), None, late=False, last=due == today)


def clock_of(case: Case, due: date | None, today: date) -> CaseClock:
    """Return the clock of a case.

    Args:
        case: the case.
        due: the day of the next step, as far as the reader may know it.
        today: the day from which is counted.
    """
    calendar = current_calendar()
    corrects = case.correction in CORRECTING
    correction = case.correction_due_on if corrects else None
    paused = case.state in PAUSES
    return CaseClock(
        step=_hand(calendar, due, today), correction=_hand(calendar, correction, today), paused=paused,
        kept=case.days_left if paused else None, unknown=corrects and correction is None,
    )  # fmt: skip
