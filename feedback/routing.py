"""Suggests the unit that can remove a burden, with its reason; owns the suggestion, and never assigns anything.

Suggested is never the unit complained of nor one below it, nor one that a reporter named as the own: it goes to the
unit above instead. Where reporters work counts only for a reader of all their reports: to anybody else the suggestion
itself would tell it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.tree import current_tree
from feedback.models import Problem
from feedback.reach import reads_all

# Burdens that a unit makes for itself by how it works; all others are made where tasks are set, which is above.
HOME_MADE = frozenset({"B14", "B15", "B16"})
Path = tuple[int, ...]


class Reason(Enum):
    """Why a unit is suggested."""

    DEMANDER = "demander"
    COMMON = "common"
    HOME = "home"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a burden; units by their ids.

    Attributes:
        home: the unit whose handler takes care of it.
        demander: the unit that demands the task, None where it is not known.
        complained: the unit complained of, None where there is none.
        own: the units that reporters named as their own, as far as the reader may know them.
        home_made: whether such burdens come from inside a unit.
    """

    home: int
    demander: int | None = None
    complained: int | None = None
    own: frozenset[int] = frozenset()
    home_made: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A unit by its id, why it is suggested, and whether a nearer one was passed over."""

    unit: int
    reason: Reason
    passed_over: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit and the reason in words."""

    unit: Unit
    words: str


def route(facts: Facts, paths: Mapping[int, Path]) -> Route | None:
    """Return where the burden should go, or None where no unit is left.

    Args:
        facts: what is known of it.
        paths: each unit's line from the top down to itself.
    """
    unit, reason = _nearest(facts, paths)
    if unit is None:
        return None
    line = paths[unit]
    left = [each for each in line if not _barred(each, facts, paths)]
    return Route(left[-1], reason, passed_over=left[-1] != unit) if left else None


def _nearest(facts: Facts, paths: Mapping[int, Path]) -> tuple[int | None, Reason]:
    if facts.demander is not None:
        return _above(facts.demander, paths), Reason.DEMANDER
    if len(facts.own) > 1:
        return _common([paths[unit] for unit in facts.own]), Reason.COMMON
    if facts.home_made:
        return facts.home, Reason.HOME
    return _above(facts.home, paths) or facts.home, Reason.ABOVE


def _above(unit: int, paths: Mapping[int, Path]) -> int | None:
    line = paths[unit]
    return line[-2] if len(line) > 1 else None


def _common(lines: Collection[Path]) -> int | None:
    """Return the lowest unit that all lines share."""
    shared = list(takewhile(lambda level: len(set(level)) == 1, zip(*lines, strict=False)))
    return shared[-1][0] if shared else None


def _barred(unit: int, facts: Facts, paths: Mapping[int, Path]) -> bool:
    line = paths[unit]
    # Who named the top as the own unit has said no more than that they belong to the organisation.
    own = {each for each in facts.own if len(paths[each]) > 1}
    return facts.complained in line or not own.isdisjoint(line)


def suggest_owner(user: User, problem: Problem, assignable: Collection[int]) -> Suggestion | None:
    """Return the unit that `user` may best assign `problem` to, or None.

    Args:
        user: who is about to assign it.
        problem: the problem.
        assignable: the ids of the units that the user may choose.
    """
    units = {unit.pk: unit for unit in current_tree().units}
    paths: dict[int, Path] = {pk: unit.tree_path for pk, unit in units.items()}
    facts = _facts(user, problem, units)
    found = route(facts, paths)
    if found is None:
        return None
    line = [pk for pk in paths[found.unit] if pk in assignable and not _barred(pk, facts, paths)]
    return Suggestion(units[line[-1]], _words(found, facts, units, line[-1])) if line else None


def _facts(user: User, problem: Problem, units: Mapping[int, Unit]) -> Facts:
    own: frozenset[int] = frozenset()
    if reads_all(user, problem):
        named = problem.reports.filter(own_unit__isnull=False).values_list("own_unit", flat=True)
        own = frozenset(pk for pk in named if pk is not None)
    demander = problem.asked_by_unit_id or _named_in(problem.asked_by, units)
    return Facts(problem.unit_id, demander, demander, own, problem.category in HOME_MADE)


def _named_in(text: str, units: Mapping[int, Unit]) -> int | None:
    """Return the unit whose name stands in `text`, the longest one where there are several; the top names nobody."""
    named = [unit for unit in units.values() if unit.parent_id and unit.name in text]
    return max(named, key=lambda unit: len(unit.name)).pk if named else None


def _words(found: Route, facts: Facts, units: Mapping[int, Unit], chosen: int) -> str:
    unit = {"unit": units[chosen].name}
    if found.reason is Reason.DEMANDER:
        demander = units[facts.demander].name if facts.demander else ""
        words = _("%(demander)s demands it; %(unit)s stands above it and can call it off.") % {
            **unit, "demander": demander,
        }  # fmt: skip
    elif found.reason is Reason.COMMON:
        words = _("It burdens several units; %(unit)s stands above all of them.") % unit
    elif found.reason is Reason.HOME:
        words = _("Such burdens come from how a unit works; %(unit)s can change that itself.") % unit
    else:
        words = _("Such tasks are set from above; %(unit)s can change them.") % unit
    if found.passed_over or chosen != found.unit:
        words += " " + _("A nearer unit was passed over: it is concerned itself, or not yours to choose.")
    return words
