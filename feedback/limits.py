"""THE limits of the clocks: how many working days a unit has; owns how units inherit them, and writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Unit
from feedback.models import Stage, UnitLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """Working days until the first look, until the promise, and how far a promise may reach."""

    look: int
    promise: int
    implement: int

    def of(self, stage: Stage) -> int:
        """Return the limit of a stage."""
        return {Stage.LOOK: self.look, Stage.PROMISE: self.promise, Stage.IMPLEMENT: self.implement}[stage]


def house_limits() -> Limits:
    """Return what holds where no unit says anything else."""
    return Limits(int(settings.LIMIT_LOOK), int(settings.LIMIT_PROMISE), int(settings.LIMIT_IMPLEMENT))


def rise_pause() -> int:
    """Return for how many working days lateness rests at one level."""
    return int(settings.LIMIT_RISE)


def limits_of(units: Iterable[int]) -> dict[int, Limits]:
    """Return the limits of the units with these ids: each the nearest one set at the unit or above it."""
    house = house_limits()
    rows = {row.unit_id: row for row in UnitLimits.objects.all()}
    if not rows:
        return dict.fromkeys(units, house)
    nodes = Unit.objects.with_tree_fields().filter(pk__in=set(units))
    return {node.pk: _inherited([rows[pk] for pk in node.tree_path if pk in rows], house) for node in nodes}


def _inherited(line: list[UnitLimits], house: Limits) -> Limits:
    """Return the limits at the end of a line that begins at the top."""
    found = house
    for row in line:
        found = Limits(row.look or found.look, row.promise or found.promise, row.implement or found.implement)
    return found
