"""The self-check against the criteria: which are asked when, and what the answers speak for. Nothing of it is kept.

The order is that of just-culture guides (NHS England, A Just Culture Guide, 2018): intent first, then gain, the
situation, the procedure, care and consequences, correction. A set of other codes is asked by kind at the end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tolerance.judging import Allowance, allowance
from tolerance.models import Criterion, Finding

YES, NO, UNSURE = Finding.Verdict.MET.value, Finding.Verdict.UNMET.value, Finding.Verdict.UNCLEAR.value
# Whether one of the situations applies is known from the situations themselves.
DERIVED = frozenset({"R02"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its heading as a plain question, and the codes that are asked in it."""

    question: "str | Promise"
    codes: tuple[str, ...]


STEPS = (
    Step(_("Was it meant?"), ("R03", "X01")),
    Step(_("Did anybody gain by it?"), ("R04", "X02", "X07")),
    Step(_("What was the situation?"), tuple(f"S{number:02}" for number in range(1, 11))),
    Step(_("Was it done in the proper way?"), ("R01", "R05", "M03", "X06")),
    Step(_("How much could be foreseen, and what came of it?"),
         ("M02", "M04", "M05", "M07", "M08", "X03", "X04", "X05")),
    Step(_("Was it put right?"), ("R06", "M01", "M06", "X08")),
)  # fmt: skip
OTHERS = _("What else counts here?")


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers come to: what they allow, and the criteria that speak for, against, or are open."""

    allowed: Allowance
    favourable: tuple[Criterion, ...]
    adverse: tuple[Criterion, ...]
    unsettled: tuple[Criterion, ...]


def asked(criteria: Iterable[Criterion]) -> list[tuple["str | Promise", list[Criterion]]]:
    """Return the steps with their criteria, in order; those of no step follow in one of their own."""
    by_code = {one.code: one for one in criteria if one.code not in DERIVED}
    steps = [(step.question, [by_code.pop(code) for code in step.codes if code in by_code]) for step in STEPS]
    return [(question, rows) for question, rows in [*steps, (OTHERS, list(by_code.values()))] if rows]


def answers_of(typed: Mapping[str, str], criteria: Iterable[Criterion]) -> dict[str, str]:
    """Return the answers by code out of what a form sent; whatever is no answer counts as not given."""
    found = {one.code: typed.get(one.code, "") for one in criteria}
    return {code: answer for code, answer in found.items() if answer in {YES, NO, UNSURE}}


def result_of(criteria: Iterable[Criterion], answers: Mapping[str, str]) -> Result:
    """Return what the answers come to, by the rule that panels are shown (`judging.allowance`)."""
    rows = [one for one in criteria if one.code not in DERIVED]
    allowed = allowance({one.code: one.kind for one in rows}, answers)
    wanted = {kind: NO if kind == Criterion.Kind.EXCLUDING else YES for kind in Criterion.Kind.values}
    return Result(
        allowed=allowed,
        favourable=tuple(one for one in rows if answers.get(one.code) == wanted[one.kind]),
        adverse=tuple(one for one in rows if one.code in allowed.against),
        unsettled=tuple(one for one in rows if one.code in allowed.unsettled),
    )
