"""THE limits of phases: what holds in a unit, its own or that of the nearest above; owns inheritance, writes nothing.

A case takes the limit of a phase when the phase begins, and keeps it: what a unit sets counts for what begins later.
"""

from collections.abc import Mapping

from accounts.tree import current_tree
from tolerance.models import PhaseLimit
from tolerance.procedure import PHASES


def _line(unit_id: int) -> list[int]:
    """Return the ids of the unit and of those above it, the nearest first."""
    return [unit.pk for unit in current_tree().line(unit_id)]


def _nearest(rows: Mapping[int, int], line: list[int]) -> int | None:
    return next((rows[pk] for pk in line if pk in rows), None)


def own_limit(unit_id: int, phase: str) -> int | None:
    """Return the days of a phase that a unit, or the nearest above it, has set; None where none has.

    Args:
        unit_id: the unit of the case.
        phase: a state; those without a limit have no days.
    """
    rows = dict(PhaseLimit.objects.filter(phase=phase).values_list("unit_id", "days")) if phase in PHASES else {}
    return _nearest(rows, _line(unit_id)) if rows else None


def limit_of(unit_id: int, phase: str) -> int:
    """Return the days that a phase has in a unit.

    Raises:
        KeyError: the phase has no limit.
    """
    own = own_limit(unit_id, phase)
    return PHASES[phase].limit if own is None else own


def limits_of(unit_id: int) -> dict[str, int]:
    """Return the days of all phases in a unit, by phase."""
    line, rows = _line(unit_id), PhaseLimit.objects.values_list("phase", "unit_id", "days")
    by_phase: dict[str, dict[int, int]] = {}
    for phase, unit, days in rows:
        by_phase.setdefault(phase, {})[unit] = days
    found = {phase: _nearest(by_phase.get(phase, {}), line) for phase in PHASES}
    return {phase: PHASES[phase].limit if days is None else days for phase, days in found.items()}
