"""Adds up what the tasks of a list cost, in all and by department; owns the sums, and counts no report.

The hours are the handlers' estimates of the register. What is asked twice is borne twice, and so it counts twice.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min

from feedback.models.task import TaskQuerySet
from feedback.taxonomy import Band, burden_hours

# Departments that are told one by one, the dearest first; the others are told together.
MOST_DEPARTMENTS = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What some tasks cost together.

    Attributes:
        name: the department, "" for all together and for the others.
        tasks: how many there are.
        hours: their staff-hours a month, None where those of none are known.
        unknown: of how many the hours are not known.
    """

    name: str
    tasks: int
    hours: Band | None
    unknown: int


@dataclass(frozen=True, slots=True)
class Costs:
    """What the tasks of a list cost: in all, by department, and those departments together that are not told."""

    whole: Cost
    departments: tuple[Cost, ...]
    others: Cost | None


def costs_of(rows: TaskQuerySet) -> Costs:
    """Return what `rows` cost, from one question to the database however many they are."""
    bands = ("hours", "per_month", "people")
    counted = rows.order_by().values_list("department_key", *bands).annotate(name=Min("asked_by"), number=Count("pk"))
    names: dict[str, str] = {}
    parts: dict[str, list[Cost]] = defaultdict(list)
    for key, hours, per_month, people, name, number in counted:
        names[key] = min(name, names.get(key, name))
        burden = burden_hours(hours, per_month, people)
        known = (burden[0] * number, burden[1] * number) if burden else None
        parts[key].append(Cost("", number, known, 0 if burden else number))
    costs = [_together(names[key], own) for key, own in parts.items()]
    costs.sort(key=lambda one: (-(one.hours or (0, 0))[1], one.name))
    told, others = costs[:MOST_DEPARTMENTS], costs[MOST_DEPARTMENTS:]
    return Costs(_together("", costs), tuple(told), _together("", others) if others else None)


def _together(name: str, costs: Iterable[Cost]) -> Cost:
    several = list(costs)
    spans = [one.hours for one in several if one.hours]
    hours = (sum(low for low, _high in spans), sum(high for _low, high in spans)) if spans else None
    return Cost(name, sum(one.tasks for one in several), hours, sum(one.unknown for one in several))
