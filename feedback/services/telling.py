"""Tells the counts of a quarter; owns that it is done once, after its days of grace, and counts no report twice."""

from datetime import date

from django.db import transaction

from accounts.models import Unit
from feedback.models import QuarterTold
from feedback.telling import Told, as_json, end_of_quarter, told_from


def may_tell(*, unit: Unit, start: date, today: date) -> bool:
    """Return whether the quarter of `unit` that begins on `start` can be told now: of a top unit, due, not told yet.

    Raises:
        ValueError: no quarter begins on that day.
    """
    due = told_from(start) <= today
    return due and unit.parent_id is None and not QuarterTold.objects.filter(unit=unit, start=start).exists()


@transaction.atomic
def tell_quarter(*, unit: Unit, start: date, told: Told) -> None:
    """Keep what is told of the quarter that begins on `start`. Whoever comes second changes nothing.

    Where some of the reports were told under another top unit already, because units were moved since, all counts stay
    hidden: the two could be subtracted from each other.

    Args:
        unit: a top unit.
        start: the first day of the quarter.
        told: what `telling.measure` found.

    Raises:
        ValueError: the unit is not at the top, or no quarter begins on that day.
    """
    if unit.parent_id is not None:
        raise ValueError("counts are told of a top unit alone")
    Unit.objects.select_for_update().get(pk=unit.pk)
    covers = sorted(unit.descendants(include_self=True).values_list("pk", flat=True))
    others = QuarterTold.objects.filter(start=start).exclude(unit=unit).values_list("covers", flat=True)
    twice = any(not set(covers).isdisjoint(other) for other in others)
    values = {"end": end_of_quarter(start), "figures": as_json(Told() if twice else told), "covers": covers}
    QuarterTold.objects.get_or_create(unit=unit, start=start, defaults=values)
