"""Winds the clocks of problems; owns the rows of `Clock`, which follow from the problems and are nobody's act.

It stands beside `feedback.workflow`, whose every move winds one clock, and takes no step itself.
"""

from collections.abc import Iterable

from django.db import transaction

from feedback.clocks import RUNNING, clocks_of
from feedback.models import Clock, Problem
from jobs.workdays import current_calendar

_FIELDS = ["stage", "unit", "began_on", "due_on"]
_SLICE = 500
_WITH = "remedies__promised_for"


def wind_clock(problem: Problem) -> None:
    """Let the clock of one problem run as its state says, or take it away; part of the caller's transaction."""
    row = Problem.objects.prefetch_related(_WITH).get(pk=problem.pk)
    clocks = clocks_of([row], current_calendar())
    if clocks:
        _keep(clocks)
    else:
        Clock.objects.filter(problem=problem).delete()


@transaction.atomic
def wind_all_clocks() -> None:
    """Let every clock run as states, limits and calendar say today; what was missed or changed meanwhile is mended."""
    running = Problem.objects.standing().filter(state__in=RUNNING)
    Clock.objects.exclude(problem__in=running).delete()
    calendar = current_calendar()
    rows = list(running.prefetch_related(_WITH))
    for start in range(0, len(rows), _SLICE):
        _keep(clocks_of(rows[start : start + _SLICE], calendar))


def _keep(clocks: Iterable[Clock]) -> None:
    Clock.objects.bulk_create(clocks, update_conflicts=True, update_fields=_FIELDS, unique_fields=["problem"])
