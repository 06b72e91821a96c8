"""Letters: freezes their data with a hash, and renders the same bytes from the same data. Letters are in Chinese.

A letter shows what is in its data and nothing else, so that no later change of a case can change what was sent.
"""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from jobs.rendering import render_pdf
from tolerance.bodies import PANEL
from tolerance.judging import TOLERANT, consolidate, criteria_of
from tolerance.models import Case, Finding, Letter, Seat
from tolerance.numbering import next_number
from tolerance.terms import EFFECTS_ZH, OUTCOMES_ZH
from tolerance.workflow import TABLE

SERIES = {Letter.Kind.ACCEPTANCE: "容错受", Letter.Kind.DECLINE: "容错不受", Letter.Kind.DECISION: "容错认"}
TITLES = {
    Letter.Kind.ACCEPTANCE: "容错申请受理通知书",
    Letter.Kind.DECLINE: "容错申请不予受理通知书",
    Letter.Kind.DECISION: "容错认定书",
}
VERDICTS_ZH = {"met": "符合", "unmet": "不符合", "unclear": "尚不明确"}
AUTHORITY_ZH = {"decision": "决定", "recommendation": "建议"}
STYLE = Path(__file__).parent.parent / "templates" / "tolerance" / "letter.css"


def zh_day(day: date) -> str:
    """Return a day as official documents write it, such as 2026年7月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _panel_findings(case: Case) -> list[Finding]:
    """Return the panel's findings, the chair's first."""
    seats = {seat.user_id: seat.part for seat in case.seats.filter(part__in=PANEL.parts)}
    found = case.findings.filter(author__in=seats).select_related("criterion")
    return sorted(found, key=lambda one: (seats[one.author_id] != Seat.Part.CHAIR, one.pk))


def _criteria(case: Case) -> list[dict[str, str]]:
    """Return verdict and reasons per criterion: the panel's verdict, in the words of a member who found so."""
    found = _panel_findings(case)
    verdicts = consolidate(found)
    rows = []
    for criterion in criteria_of(case):
        own = [one for one in found if one.criterion_id == criterion.pk]
        verdict = verdicts.get(criterion.code, "unclear")
        reasons = next((one.reasons for one in own if one.verdict == verdict), "各成员认定不一。")
        rows.append({"code": criterion.code, "kind": criterion.kind, "text": criterion.zh, "reasons": reasons,
                     "verdict": VERDICTS_ZH[verdict]})  # fmt: skip
    return rows


def _decision(case: Case) -> dict[str, Any]:
    review = TABLE["notified", "review_requested"].limit
    return {
        "criteria": _criteria(case),
        "outcome": OUTCOMES_ZH[case.outcome],
        "tolerated": case.outcome in TOLERANT,
        "authority": AUTHORITY_ZH[case.authority],
        "reason": case.reason,
        "departure": case.departure,
        "rectification": case.rectification,
        "effects": list(EFFECTS_ZH),
        "review_days": review,
    }


def _data(case: Case, kind: Letter.Kind, number: str, on: date, reason: str) -> dict[str, Any]:
    root = case.unit.ancestors(include_self=True).first() or case.unit
    data: dict[str, Any] = {
        "kind": kind.value,
        "office": f"{root.name}容错纠错工作领导小组办公室",
        "number": number,
        "title": TITLES[kind],
        "addressee": str(case.applicant or ""),
        "case_number": case.number,
        "case_title": case.title,
        "unit": case.unit.name,
        "date_of_act": zh_day(case.date_of_act),
        "submitted_on": zh_day(case.submitted_on or on),
        "criteria_title": case.criteria_set.title_zh if case.criteria_set else "",
        "issued_on": zh_day(on),
    }
    if kind is Letter.Kind.DECISION:
        return data | _decision(case)
    return data | ({"reason": reason} if kind is Letter.Kind.DECLINE else {})


def fingerprint(data: dict[str, Any]) -> str:
    """Return the SHA-256 over a letter's data, in hexadecimal."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def issue(case: Case, kind: Letter.Kind, *, on: date, reason: str = "") -> Letter:
    """Freeze a letter of `kind` for a case as it stands, and return it; to be called in the step's transaction.

    Args:
        case: the case.
        kind: what the letter says.
        on: the day of issue.
        reason: for a letter of non-acceptance, why.
    """
    number = f"{SERIES[kind]}〔{on.year}〕{next_number(SERIES[kind], on.year)}号"
    data = _data(case, kind, number, on, reason)
    return Letter.objects.create(case=case, kind=kind, number=number, data=data, sha256=fingerprint(data), issued_on=on)


def render_letter(letter: Letter) -> bytes:
    """Return the letter's PDF.

    Raises:
        jobs.rendering.RenderingUnavailable: the libraries that PDFs need are not installed.
        ValueError: the data no longer fits the hash that was frozen with it.
    """
    if fingerprint(letter.data) != letter.sha256:
        raise ValueError("the letter's data was changed after it was issued")
    with translation.override("zh-hans"):
        html = render_to_string(
            "tolerance/letter.html",
            {"letter": letter.data, "sha256": letter.sha256, "style": STYLE.read_text(encoding="utf-8")},
        )
    return render_pdf(html, title=f"{letter.data['title']} {letter.number}", identifier=bytes.fromhex(letter.sha256))
