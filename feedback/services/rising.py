"""Lets lateness rise to the units above; owns the rows of `Rise`, which the system alone writes."""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import Unit
from accounts.tree import Tree, current_tree
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
    calendar, tree = current_calendar(), current_tree()
    late = Clock.objects.filter(due_on__lt=today).select_related("problem")
    done = set(
        Rise.objects.filter(problem__clock__due_on__lt=today).values_list("problem", "stage", "began_on", "level")
    )
    return sum(
        _raise(clock, rising, unit, today)
        for clock in late
        for rising, unit in _reached(clock, tree, today, calendar)
        if (clock.problem_id, clock.stage, clock.began_on, rising.level) not in done
    )


def _reached(clock: Clock, tree: Tree, today: date, calendar: Calendar) -> list[tuple[Rising, Unit]]:
    if clock.due_on is None:
        return []  # it was asked for by its day, so this is for the type checker
    units = [unit for unit in tree.line(clock.unit_id)[1:] if unit.pk != clock.problem.asked_by_unit_id]
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
