"""Says in words which row of the table a step follows: who takes it, and within which time; owns the words, no rule.

The number of a row is its place in `procedure.json`, from 1. The public page of the procedure shows all of them, and
the history of a case names the one that each line followed.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.permissions import holders_of
from tolerance.models.case import state_name
from tolerance.procedure import NUMBERS, ROWS
from tolerance.workflow import APPLICANT, SYSTEM

DAYS = {
    "working_day": ngettext_lazy("%(number)d working day", "%(number)d working days", "number"),
    "calendar_day": ngettext_lazy("%(number)d calendar day", "%(number)d calendar days", "number"),
}
_SEATS: dict[str | None, Promise] = {
    "verifier": _("who verifies the case"),
    "panel": _("who sits on the panel"),
    "review": _("who reviews the case"),
    "none": _("without a part in the case before"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table in the reader's language.

    Attributes:
        number: its place, from 1.
        step: what is done.
        sources: the names of the states it starts from; none where a case begins.
        target: the name of the state it leads to.
        who: who takes it.
        limit: within how many days; empty where there is no limit.
        least: the fewest days that a unit may set; empty where it may set none.
        most: the most days that a unit may set; empty likewise.
    """

    number: int
    step: str
    sources: tuple[str, ...]
    target: str
    who: str
    limit: str
    least: str
    most: str


def in_days(number: int, unit: str | None) -> str:
    """Return a number of days in words, in `working_day` or `calendar_day`."""
    return str(DAYS[unit or "calendar_day"] % {"number": number})


def _who(row: dict[str, Any]) -> str:
    if row["right"] == APPLICANT:
        return str(_("Applicant"))
    if row["right"] == SYSTEM:
        return str(_("by the system, as time passed"))
    roles = holders_of(row["right"])
    if row["seat"] not in _SEATS:
        return roles
    return _now("{roles} ({part})").format(roles=roles, part=_SEATS[row["seat"]])


def _rule(number: int, row: dict[str, Any]) -> Rule:
    least, most = [in_days(days, row["unit"]) for days in row.get("bounds", ())] or ["", ""]
    return Rule(
        number=number, step=row["en" if get_language() == "en" else "zh"],
        sources=tuple(state_name(one) for one in row["from"]), target=state_name(row["to"]), who=_who(row),
        limit="" if row["limit"] is None else in_days(row["limit"], row["unit"]), least=least, most=most,
    )  # fmt: skip


def rules() -> list[Rule]:
    """Return the whole table, in its order."""
    return [_rule(number, row) for number, row in enumerate(ROWS, start=1)]


def rule_of(source: str, target: str) -> Rule | None:
    """Return the row that leads from one state to another, or back, or None."""
    number = NUMBERS.get((source, target))
    return _rule(number, ROWS[number - 1]) if number else None
