"""How many colleagues said "me too" of a problem, and what it costs them; owns what of it is told (contract 5).

Nobody reads these voices one by one, so everybody is told the same: nothing under the floor, and from there whole steps
of that size. What is told is frozen when a step is full, so that its next change says that ten more have come, and
neither the number nor the hours give away that this one did.
"""

from dataclasses import dataclass

from django.db.models import Q

from feedback import anonymity
from feedback.models import MeToo, Problem, VoicesTold
from feedback.selectors import Hours
from feedback.taxonomy import burden_hours


@dataclass(frozen=True, slots=True)
class Voices:
    """What is told: at least how many there are, and their hours a month; None where that is under the floor."""

    count: int | None
    hours: Hours | None
    floor: int


def voices_of(problem: Problem) -> Voices:
    """Return what is told of a problem's voices, and of those that were raised for what is merged into it.

    Sums of what was told anyway say nothing new: counting the voices together would show how many had been hidden.
    """
    told = list(VoicesTold.objects.filter(Q(problem=problem.pk) | Q(problem__merged_into=problem.pk)))
    count, low, high = (sum(getattr(one, name) for one in told) for name in ("count", "low", "high"))
    return Voices(count or None, (low, high) if high else None, anonymity.cell_floor())


def tell_voices(problem: Problem) -> None:
    """Freeze what is told anew where a further step is full; only at a release, with the batch."""
    floor, rows = anonymity.cell_floor(), list(MeToo.objects.filter(problem=problem).values_list("hours", "per_month"))
    count, told = anonymity.coarse(len(rows), floor), VoicesTold.objects.filter(problem=problem.pk).first()
    if count <= (told.count if told else 0):
        return
    bands = [band for hours, per_month in rows if (band := burden_hours(hours, per_month, "1"))]
    low, high = (sum(each) for each in zip(*bands, strict=True)) if len(bands) >= floor else (0.0, 0.0)
    VoicesTold.objects.update_or_create(problem=problem, defaults={"count": count, "low": low, "high": high})
