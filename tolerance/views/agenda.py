"""The calendar of cases, as a page and as a file for the reader's own calendar."""

import re
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.models import User
from jobs.dates_file import DayEntry, dates_file
from tolerance.agenda import Day, Task, month_after, month_before, month_of, tasks_of

# How many years the calendar goes back, where old cases are looked up, and ahead, where nothing is due yet.
_BACK, _AHEAD = 5, 2


def _staff(request: HttpRequest) -> User:
    user = signed_in(request)
    if user.admin_role:
        raise PermissionDenied
    return user


def _month(typed: str, today: date) -> date:
    """Return the first day of the month that an address asks for, or of today's where it asks for none within reach."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", typed)
    first = date(int(match[1]), int(match[2]), 1) if match and int(match[1]) else today
    return _within(first, today) or today.replace(day=1)


def _within(first: date, today: date) -> date | None:
    """Return the first day of a month, or None where the calendar does not go as far."""
    return first.replace(day=1) if -_BACK <= first.year - today.year <= _AHEAD else None


def _heads(week: list[Day]) -> list[tuple[str, str]]:
    """Return the names of the days of a week, each with the short one that a narrow column has room for."""
    names = [date_format(day.day, "D") for day in week]
    return [(name, name.removeprefix("星期")) for name in names]


@login_required
@require_safe
def case_calendar(request: HttpRequest) -> HttpResponse:
    """Show one month with the cases that are due, as a list and as a grid."""
    user, today = _staff(request), timezone.localdate()
    first = _month(request.GET.get("month", ""), today)
    weeks = month_of(user, first, today)
    context = {
        "first": first, "weeks": weeks, "heads": _heads(weeks[0]), "now": first == today.replace(day=1),
        "before": _within(month_before(first), today), "after": _within(month_after(first), today),
        "days": [day for week in weeks for day in week if day.inside and day.due],
    }  # fmt: skip
    return render(request, "tolerance/calendar.html", context)


@login_required
@require_safe
def case_dates(request: HttpRequest) -> HttpResponse:
    """Give the days of the reader's tasks as a calendar file."""
    tasks = [task for task in tasks_of(_staff(request), timezone.localdate()) if task.due]
    answer = HttpResponse(dates_file(map(_entry, tasks)), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cases.ics"'
    return answer


def _entry(task: Task) -> DayEntry:
    case = task.case
    title = f"{case.number or ''} {case.title}".strip()
    words = "、".join(str(step) for step in task.steps)
    uid = f"case-{case.pk}-{case.state}{case.correction}@qingzhuang"
    return DayEntry(uid, task.due or case.state_on, title, words, case.state_on)
