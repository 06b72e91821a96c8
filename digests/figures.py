"""Computes the figures of an edition as plain data, ready to be frozen; owns their shape, and shows no small cell.

Counts of reports are repeated from what `feedback.telling` told of the quarters, and never counted here. How cases
ended passes through `digests.disclosure`. Problems and remedies are what staff wrote: the edition names each of them,
so their number needs no cover.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Unit
from digests import casework, outcomes
from digests.disclosure import change, final_from, shown_cells
from digests.followup import followup
from digests.periods import Period, Quarter
from digests.summing import ended, together
from digests.trends import trend
from feedback import selectors as reports
from feedback.anonymity import cell_floor
from feedback.telling import Told, ToldProblem, told, top_of
from tolerance import selectors as cases

SCHEMA_VERSION = 5
TOP = 10
STEPS = ("filed", "accepted", "decided")
NOT_TOLERATED = "not_tolerated"


@dataclass(frozen=True, slots=True)
class _Span:
    """A unit and the days of a period, up to today where it is not over; `whole` once it can be told."""

    unit: Unit
    period: Period
    start: date
    end: date
    whole: bool


@dataclass(frozen=True, slots=True)
class _Reports:
    """What the channel says of a span: `work` what staff did, `told` the counts of reports.

    `least` has what the quarters that show a count come to, where the others hide it; "" for all reports.
    """

    work: reports.Work
    told: Told | None
    least: Mapping[str, int] = field(default_factory=dict)

    def of(self, key: str) -> ToldProblem:
        """Return what was told of one problem."""
        return self.told.problems.get(key, ToldProblem()) if self.told else ToldProblem()


def compute(unit: Unit, period: Period, *, today: date) -> dict[str, Any]:
    """Return the figures of `unit` and all below it for `period`, ready for JSON; call it within `snapshot`."""
    span, before = _span(unit, period, today), _span(unit, period.previous, today)
    now, then = _reports(span), _reports(before)
    recurring = _recurring(span, now, then)
    overdue = [_late(row) for row in sorted(now.work.overdue, key=lambda row: (-row.days_late, row.problem, row.id))]
    returned = outcomes.named(now.work.returned)
    return {
        "schema": SCHEMA_VERSION,
        "unit": {"name": unit.name, "top": unit.parent_id is None},
        "period": _days(span),
        "floor": cell_floor(),
        "instructions": followup(unit, span.start, span.end),
        "reports": _summary(now, then),
        "work": _work(now.work, then.work),
        "recurring": {"rows": recurring[:TOP], "more": max(0, len(recurring) - TOP)},
        "duplicates": outcomes.duplicates(recurring),
        "register": outcomes.same_requests(reports.same_requests(unit)),
        "overload": outcomes.overload(now.work.open),
        "done": outcomes.done(now.work.implemented),
        "confirmed": outcomes.named(now.work.confirmed),
        "returned": returned,
        "trends": trend(unit, period.last_quarter, until=span.end),
        "tolerance": _tolerance(span, before),
        "lessons": casework.lessons(span.start, span.end),
        "overdue": overdue,
        "proposals": outcomes.proposals(overdue, recurring[:TOP], returned, span.end),
        "questions": outcomes.questions(overdue, recurring[:TOP]),
    }


def _span(unit: Unit, period: Period, today: date) -> _Span:
    return _Span(unit, period, period.start, min(period.end, today), today >= final_from(period))


def _days(span: _Span) -> dict[str, Any]:
    return {
        "label": str(span.period),
        "kind": span.period.kind,
        "start": str(span.start),
        "end": str(span.end),
        "whole": span.whole,
        # Where it cuts a quarter, no report is counted.
        "counted": bool(span.period.quarters),
    }


def _reports(span: _Span) -> _Reports:
    top = top_of(span.unit)
    found = together(top, span.period)
    work = reports.work(span.unit, span.start, span.end)
    if found.told and top != span.unit:
        # A unit below repeats which problems were told of, and no count.
        return _Reports(work, Told(problems=dict.fromkeys(found.told.problems, ToldProblem())))
    return _Reports(work, found.told, found.least)


def _summary(now: _Reports, then: _Reports) -> dict[str, Any]:
    here, before = now.told or Told(), then.told or Told()
    return {
        "total": here.total,
        "before": before.total,
        "change": change(here.total, before.total),
        "hours": list(here.hours) if here.hours else None,
        "single": here.single,
        "declined": here.declined,
        "waiting": here.waiting,
        "other": here.other,
        **_at_least(now, ""),
    }


def _at_least(now: _Reports, key: str) -> dict[str, int]:
    return {"least": now.least[key]} if key in now.least else {}


def _work(now: reports.Work, then: reports.Work) -> dict[str, list[int]]:
    """Return what staff did, each as [this period, the one before]."""
    return {
        "opened": [now.problems_opened, then.problems_opened],
        "promised": [len(now.promised), len(then.promised)],
        "implemented": [len(now.implemented), len(then.implemented)],
        "overdue": [len(now.overdue), len(then.overdue)],
        "confirmed": [len(now.confirmed), len(then.confirmed)],
        "returned": [len(now.returned), len(then.returned)],
    }


def _recurring(span: _Span, now: _Reports, then: _Reports) -> list[dict[str, Any]]:
    """Return the problems that most reports name; those too small to count follow by title, so that no order leaks.

    Once a quarter is told, those that it told of are listed: what is sorted later would show where a hidden count
    went. A longer period lists those of its quarters that were told, a shorter one none: that a report came in within
    a month would narrow what is hidden of its quarter.
    """
    rows = {row.id: row for quarter in span.period.quarters for row in _listed(span, quarter.start, quarter.end)}

    def rank(row: reports.RecurringProblem) -> tuple[int, str, str]:
        key = str(row.id)
        return -(now.of(key).reports or now.least.get(key, 0)), row.title, key

    return [_problem(row, now, then) for row in sorted(rows.values(), key=rank)]


def _listed(span: _Span, start: date, end: date) -> list[reports.RecurringProblem]:
    """Return the recurring problems of one quarter of the span."""
    known, alone = told(top_of(span.unit), start), len(span.period.quarters) == 1
    if known is None and not alone:
        return []
    raw = reports.figures(span.unit, start, min(end, span.end)).recurring
    return [row for row in raw if known is None or str(row.id) in known.problems]


def _problem(row: reports.RecurringProblem, now: _Reports, then: _Reports) -> dict[str, Any]:
    key = str(row.id)
    here, before = now.of(key), then.of(key)
    return {
        "id": key,
        "title": row.title,
        "category": row.category,
        "cause": row.cause,
        "state": row.state,
        "asked_by": row.asked_by,
        "unit": row.unit,
        "owner": row.owner_unit,
        "reports": here.reports,
        **_at_least(now, key),
        "before": before.reports,
        "change": change(here.reports, before.reports),
        "hours": list(here.hours) if here.hours else None,
    }


def _late(row: reports.RemedyFigure) -> dict[str, Any]:
    return {
        "problem": row.problem,
        "problem_id": str(row.problem_id),
        "kind": row.kind,
        "what": row.what,
        "owner": row.owner_unit,
        "promised_on": str(row.promised_on),
        "due_on": str(row.due_on),
        "days_late": row.days_late,
    }


def _tolerance(span: _Span, before: _Span) -> dict[str, Any]:
    """Return the statistics of cases. Totals of the top unit are no cells: cases are filed by name."""
    raw, then = (cases.figures(each.unit, each.start, each.end) for each in (span, before))
    top = span.unit.parent_id is None
    steps = {name: [getattr(each, name) if top else None for each in (raw, then)] for name in STEPS}
    return {
        "any": any(now for now, _then in steps.values()),
        "steps": steps,
        **_ended(span, raw),
        # Of other periods nothing: beside a year, its quarters that show would leave over what the last one hides.
        "handled": casework.handled(
            span.unit, span.start, span.end, whole=span.whole and span.period.kind == Quarter.kind
        ),
    }


def _ended(span: _Span, raw: cases.Figures) -> dict[str, Any]:
    """Return how cases ended: cut into cells for a quarter, summed up over several, and never told of a part of one."""
    if len(span.period.quarters) > 1:
        sums: Mapping[str, Mapping[str, int | None]] = ended(span.unit, span.period)
        cells = {"outcomes": {code: sums["outcomes"].get(code) for code, _count in raw.outcomes}}
        cells |= {part: dict(sums[part]) for part in ("situations", "against")}
    else:
        whole = span.whole and bool(span.period.quarters)
        counts = {"outcomes": raw.outcomes, "situations": raw.situations, "against": raw.against}
        cells = {part: shown_cells(span.unit, dict(each), whole=whole).cells for part, each in counts.items()}
        if cells["outcomes"].get(NOT_TOLERATED) is None:
            # A reason is found in cases not tolerated alone: how often tells the least that their hidden number can be.
            cells["against"] = {}
    return {
        "outcomes": [{"code": code, "cases": count} for code, count in cells["outcomes"].items()],
        "situations": _criteria(cells["situations"]),
        "against": _criteria(cells["against"]),
    }


def _criteria(shown: Mapping[str, int | None]) -> list[dict[str, Any]]:
    """Return the criteria that may be counted, with their words; the mere name of another would tell of a case."""
    cells = {code: count for code, count in shown.items() if count is not None}
    words = cases.criterion_words(cells)
    ranked = sorted(cells, key=lambda code: (-cells[code], code))
    names = {code: words.get(code, (code, code)) for code in ranked}
    return [{"code": code, "zh": names[code][0], "en": names[code][1], "cases": cells[code]} for code in ranked]
