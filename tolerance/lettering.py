"""What each kind of letter says: gathers its data from a case as it stands, in Chinese; never issues anything."""

from datetime import date, timedelta
from typing import Any

from tolerance.bodies import PANEL, REVIEW, Body, sitting
from tolerance.judging import TOLERANT, consolidate, criteria_of
from tolerance.limits import limit_of
from tolerance.models import Case, Finding, Letter, Seat
from tolerance.precedents import like_lessons
from tolerance.terms import EFFECTS_ZH, OUTCOMES_ZH
from tolerance.workflow import TABLE

TITLES = {
    Letter.Kind.ACCEPTANCE: "容错申请受理通知书",
    Letter.Kind.DECLINE: "容错申请不予受理通知书",
    Letter.Kind.SUPPLEMENT: "容错申请补正通知书",
    Letter.Kind.DECISION: "容错认定书",
    Letter.Kind.REVIEW: "容错复核决定书",
    Letter.Kind.EXTENSION: "容错案件延期通知书",
    Letter.Kind.CORRECTION: "纠错通知书",
    Letter.Kind.CLEARING: "澄清正名通知书",
    Letter.Kind.EFFECT: "容错认定结果告知书",
}
VERDICTS_ZH = {"met": "符合", "unmet": "不符合", "unclear": "尚不明确"}
# What a phase is called to an applicant, who learns with the letter of outcome that the panel has decided.
PHASES_ZH = {
    "submitted": "受理审查", "supplement": "补正", "accepted": "组成核实组", "verifying": "核实",
    "verified": "会商认定", "deliberating": "会商认定", "decided": "会商认定",
    "review_requested": "复核", "appealed": "申诉处理", "correcting": "整改", "corrected": "回访核验",
}  # fmt: skip
UNITS_ZH = {"working_day": "个工作日", "calendar_day": "日"}
AUTHORITY_ZH = {"decision": "决定", "recommendation": "建议"}


def zh_day(day: date) -> str:
    """Return a day as official documents write it, such as 2026年7月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _findings(case: Case, body: Body) -> list[Finding]:
    """Return the findings of a body, the chair's first."""
    seats = {seat.user_id: seat.part for seat in sitting(case, body)}
    found = case.findings.filter(author__in=seats).select_related("criterion")
    return sorted(found, key=lambda one: (seats[one.author_id] != Seat.Part.CHAIR, one.pk))


def _criteria(case: Case, body: Body) -> list[dict[str, str]]:
    """Return verdict and reasons per criterion: the body's verdict, in the words of one of it who found so."""
    found = _findings(case, body)
    verdicts = consolidate(found)
    rows = []
    for criterion in criteria_of(case):
        own = [one for one in found if one.criterion_id == criterion.pk]
        verdict = verdicts.get(criterion.code, "unclear")
        reasons = next((one.reasons for one in own if one.verdict == verdict), "各成员认定不一。")
        rows.append({"code": criterion.code, "kind": criterion.kind, "text": criterion.zh, "reasons": reasons,
                     "verdict": VERDICTS_ZH[verdict]})  # fmt: skip
    return rows


def _outcome(case: Case, body: Body) -> dict[str, Any]:
    return {
        "criteria": _criteria(case, body),
        "outcome": OUTCOMES_ZH[case.outcome],
        "tolerated": case.outcome in TOLERANT,
        "authority": AUTHORITY_ZH[case.authority],
        "reason": case.reason,
        "departure": case.departure,
        "effects": list(EFFECTS_ZH),
    }


def _lessons(case: Case) -> list[dict[str, str]]:
    """Return number, title and outcome of the published lessons that are like the case."""
    return [
        {"key": one.key or "", "title": one.title, "outcome": OUTCOMES_ZH[one.case.outcome]}
        for one in like_lessons(case)
    ]


def _remedy(case: Case, name: str, days: int | None) -> dict[str, Any]:
    """Return how long a remedy is open, and its last day: the table counts from the day of the letter."""
    return {f"{name}_days": days, f"{name}_until": zh_day(case.state_on + timedelta(days=days or 0))}


def _own(case: Case, kind: Letter.Kind) -> dict[str, Any]:
    """Return what only this kind of letter says, as far as the case itself tells it."""
    if kind is Letter.Kind.DECISION:
        days = TABLE["notified", "review_requested"].limit
        own = {"rectification": case.rectification, "lessons": _lessons(case)} | _remedy(case, "review", days)
        return _outcome(case, PANEL) | own
    if kind is Letter.Kind.REVIEW:
        before = OUTCOMES_ZH[case.first_outcome or case.outcome]
        days = TABLE["reviewed", "appealed"].limit
        return _outcome(case, REVIEW) | {"before": before} | _remedy(case, "appeal", days)
    if kind is Letter.Kind.SUPPLEMENT:
        return {"due_on": zh_day(case.due_on) if case.due_on else "", "days": limit_of(case.unit_id, "supplement")}
    if kind is Letter.Kind.CORRECTION:
        due = case.correction_due_on
        return {"what": case.rectification, "due_on": zh_day(due) if due else ""}
    return {}


def letter_data(case: Case, kind: Letter.Kind, number: str, on: date, told: dict[str, str]) -> dict[str, Any]:
    """Return all that a letter of `kind` says.

    Args:
        case: the case as it stands.
        kind: which letter.
        number: its number.
        on: the day of issue.
        told: what the step that issues it adds, such as a reason.
    """
    root = case.unit.ancestors(include_self=True).first() or case.unit
    return {
        "kind": kind.value,
        "office": f"{root.name}容错纠错工作领导小组办公室",
        "number": number,
        "title": TITLES[kind],
        "addressee": case.addressee,
        "case_number": case.number,
        # Whoever runs an evaluation need not learn what it was about.
        "case_title": "" if kind is Letter.Kind.EFFECT else case.title,
        "unit": case.unit.name,
        "date_of_act": zh_day(case.date_of_act),
        "submitted_on": zh_day(case.submitted_on or on),
        "criteria_title": case.criteria_set.title_zh if case.criteria_set else "",
        "issued_on": zh_day(on),
        **_own(case, kind),
        **told,
    }
