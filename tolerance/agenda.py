"""What waits for a user in cases, and by when; owns the order of tasks and the grid of a month, and no limit."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import User
from jobs.deadlines import days_between
from jobs.workdays import Calendar, UnknownYear, current_calendar
from tolerance.access import visible_cases
from tolerance.casepage import CaseLine
from tolerance.models import Case
from tolerance.waiting import TASKS, waiting_for
from tolerance.workflow import CLOSED_STATES, Step, steps_for

_TASKS = frozenset((step.source, step.target) for step in TASKS)


@dataclass(frozen=True, slots=True)
class Task:
    """A case that waits for a user.

    Attributes:
        case: the case.
        steps: what the user may do about it.
        due: the day by which, if one is known.
        left: the working days until then, 0 on the day itself and after it; None if nobody can tell.
        late: whether that day has passed.
    """

    case: Case
    steps: tuple[Step, ...]
    due: date | None
    left: int | None
    late: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A case that is due on a day, and whether it waits for the user who looks."""

    case: Case
    mine: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month's grid; `rests` is None where the calendar of that year is not known."""

    day: date
    inside: bool
    rests: bool | None
    today: bool
    due: tuple[Due, ...]

    @property
    def mine(self) -> bool:
        """Whether one of the cases due on this day waits for the user who looks."""
        return any(one.mine for one in self.due)


def tasks_of(user: User, today: date) -> list[Task]:
    """Return the cases that wait for `user`, the most urgent first."""
    cases = visible_cases(user).filter(waiting_for(user)).select_related("unit").prefetch_related("seats")
    calendar = current_calendar()
    tasks = [_task(user, case, today, calendar) for case in cases]
    return sorted(tasks, key=lambda task: (task.due or date.max, task.case.number or "", str(task.case.pk)))


def _task(user: User, case: Case, today: date, calendar: Calendar) -> Task:
    steps = tuple(step for step in steps_for(user, case) if (step.source, step.target) in _TASKS)
    correcting = steps and all(step.track == "correction" for step in steps)
    due = case.correction_due_on if correcting else case.due_on
    left = days_between(today, due, calendar) if due else None
    return Task(case, steps, due, left, due is not None and due < today)


def month_of(user: User, first: date, today: date) -> list[list[Day]]:
    """Return the weeks of the month that begins on `first`, from Monday on, each day with the cases due on it."""
    weeks = Weeks().monthdatescalendar(first.year, first.month)
    due = _due(user, weeks[0][0], weeks[-1][-1], today)
    calendar = current_calendar()

    def made(day: date) -> Day:
        return Day(day, day.month == first.month, _rests(day, calendar), day == today, tuple(due.get(day, ())))

    return [[made(day) for day in week] for week in weeks]


def _due(user: User, start: date, end: date, today: date) -> dict[date, list[Due]]:
    span = Q(due_on__range=(start, end)) & ~Q(state__in=CLOSED_STATES)
    cases = visible_cases(user).filter(span | Q(correction_due_on__range=(start, end)))
    mine = set(visible_cases(user).filter(waiting_for(user)).values_list("pk", flat=True))
    found: dict[date, list[Due]] = {}
    for case in cases.select_related("unit").order_by("number", "pk"):
        # The applicant learns of a decision by the letter, so the line says which days may be told.
        days = {CaseLine.of(user, case).due, case.correction_due_on}
        for day in days:
            if day is not None and start <= day <= end:
                found.setdefault(day, []).append(Due(case, case.pk in mine, day < today))
    return found


def _rests(day: date, calendar: Calendar) -> bool | None:
    try:
        return not calendar.is_workday(day)
    except UnknownYear:
        return None


def month_before(first: date) -> date:
    """Return the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """Return the first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)
