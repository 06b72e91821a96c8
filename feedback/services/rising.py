"""Lets lateness rise to the units above; owns the rows of `Rise`, which the system alone writes."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import Unit
from accounts.tree import current_tree
from feedback.limits import rise_pause
from feedback.models import Clock, ProblemEvent, Rise
from jobs.deadlines import Rising, risings
from jobs.workdays import Calendar, current_calendar


def raise_late(*, today: date) -> int:
    """Put what is late before the units above, each level once, and return how many times that was done.

    Each rise is a transaction of its own: whoever is interrupted finds the rest undone, and does nothing twice. The
    unit complained of is passed over.

    Args:
        today: the day; days that nobody looked are made up for.
    """
    calendar, above = current_calendar(), _lines_above()
    late = Clock.objects.filter(due_on__lt=today).select_related("problem")
    done = set(
        Rise.objects.filter(problem__clock__due_on__lt=today).values_list("problem", "stage", "began_on", "level")
    )
    return sum(
        _raise(clock, rising, unit, today)
        for clock in late
        for rising, unit in _reached(clock, above, today, calendar)
        if (clock.problem_id, clock.stage, clock.began_on, rising.level) not in done
    )


def _lines_above() -> dict[int, list[Unit]]:
    """Return for each unit those above it, the nearest first."""
    by_id = {unit.pk: unit for unit in current_tree().units}
    return {unit.pk: [by_id[pk] for pk in reversed(unit.tree_path[:-1])] for unit in by_id.values()}


def _reached(
    clock: Clock, above: Mapping[int, list[Unit]], today: date, calendar: Calendar
) -> list[tuple[Rising, Unit]]:
    if clock.due_on is None:
        return []  # it was asked for by its day, so this is for the type checker
    units = [unit for unit in above[clock.unit_id] if unit.pk != clock.problem.asked_by_unit_id]
    reached = risings(clock.due_on, levels=len(units), pause=rise_pause(), today=today, calendar=calendar)
    return [(rising, units[rising.level - 1]) for rising in reached]


def _raise(clock: Clock, rising: Rising, unit: Unit, today: date) -> bool:
    try:
        with transaction.atomic():
            Rise.objects.create(
                problem=clock.problem, stage=clock.stage, began_on=clock.began_on, level=rising.level, unit=unit,
                due_on=rising.due, on=today,
            )  # fmt: skip
            clock.problem.events.create(on=today, act=ProblemEvent.Act.ROSE, detail=unit.name)
    except IntegrityError:  # another worker was quicker
        return False
    return True
