"""Computes the figures of an edition as plain data, ready to be frozen; owns their shape, and shows no small cell.

Counts of reports and of cases are counts of people's acts and pass through `digests.disclosure`. Problems and remedies
are what staff wrote: the edition names each of them, so their number needs no cover.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from accounts.models import Unit
from digests.disclosure import OWN, change, shown_cells, shows_total
from digests.followup import followup
from digests.periods import Quarter
from feedback import selectors as reports
from feedback.anonymity import Suppressed, cell_floor
from tolerance import selectors as cases

SCHEMA_VERSION = 2
TOP = 10
# Cells of the one partition of reports beside the recurring problems.
SINGLE, DECLINED, WAITING = "single", "declined", "waiting"
STEPS = ("filed", "accepted", "decided")


@dataclass(frozen=True, slots=True)
class _Span:
    """A unit and the days of a quarter, up to today where it is not over."""

    unit: Unit
    start: date
    end: date

    def of(self, unit: Unit) -> "_Span":
        return _Span(unit, self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Reports:
    """What the channel says of a span, with the cells of its partition and of those who named hours."""

    raw: reports.Figures
    total: int | None
    cells: Suppressed[str]
    timed: Suppressed[str]


def compute(unit: Unit, quarter: Quarter, *, today: date) -> dict[str, Any]:
    """Return the figures of `unit` and all below it for `quarter`, ready for JSON; call it within `snapshot`."""
    span = _Span(unit, quarter.start, min(quarter.end, today))
    before = _Span(unit, quarter.previous.start, quarter.previous.end)
    now, then = _reports(span), _reports(before)
    return {
        "schema": SCHEMA_VERSION,
        "unit": {"name": unit.name, "top": unit.parent_id is None},
        "period": {"label": str(quarter), "start": str(span.start), "end": str(span.end), "whole": today > quarter.end},
        "floor": cell_floor(),
        "instructions": followup(unit, span.start, span.end),
        "reports": _summary(now, then),
        "work": _work(now.raw, then.raw),
        "recurring": _recurring(now, then),
        "tolerance": _tolerance(span, before),
        "overdue": [
            _late(row) for row in sorted(now.raw.overdue, key=lambda row: (-row.days_late, row.problem, row.id))
        ],
    }


def _partition(raw: reports.Figures) -> dict[str, int]:
    joined = {str(row.id): row.reports for row in raw.recurring}
    apart = {DECLINED: raw.declined, WAITING: raw.reports - raw.triaged - raw.declined}
    return {**joined, SINGLE: raw.triaged - sum(joined.values()), **apart}


def _reports(span: _Span) -> _Reports:
    raw = reports.figures(span.unit, span.start, span.end)

    @cache
    def by_child(upper: Unit) -> Mapping[int, int]:
        found = raw if upper == span.unit else reports.figures(upper, span.start, span.end)
        return {row.unit_id or OWN: row.reports for row in found.by_receiver}

    timed = {str(row.id): row.hours_from for row in raw.recurring}
    rest = {"rest": raw.hours_from - sum(timed.values())}
    return _Reports(
        raw,
        raw.reports if shows_total(span.unit, by_child) else None,
        shown_cells(span.unit, _partition(raw)),
        shown_cells(span.unit, {**timed, **rest}),
    )


def _summary(now: _Reports, then: _Reports) -> dict[str, Any]:
    return {
        "total": now.total,
        "before": then.total,
        "change": change(now.total, then.total),
        "hours": None if now.timed.total is None else _rounded(now.raw.hours),
        "single": now.cells.cells[SINGLE],
        "declined": now.cells.cells[DECLINED],
        "waiting": now.cells.cells[WAITING],
        "other": now.cells.other,
    }


def _rounded(hours: reports.Hours) -> list[int]:
    return [round(hours[0]), round(hours[1])]


def _work(now: reports.Figures, then: reports.Figures) -> dict[str, list[int]]:
    """Return what staff did, each as [this quarter, the one before]."""
    return {
        "opened": [now.problems_opened, then.problems_opened],
        "promised": [len(now.promised), len(then.promised)],
        "implemented": [len(now.implemented), len(then.implemented)],
        "overdue": [len(now.overdue), len(then.overdue)],
    }


def _recurring(now: _Reports, then: _Reports) -> dict[str, Any]:
    """Return the problems that most reports name; those too small to count follow by title, so that no order leaks."""
    ranked = sorted(now.raw.recurring, key=lambda row: (-(now.cells.cells[str(row.id)] or 0), row.title, str(row.id)))
    rows = [_problem(row, now, then) for row in ranked[:TOP]]
    return {"rows": rows, "more": max(0, len(ranked) - TOP)}


def _problem(row: reports.RecurringProblem, now: _Reports, then: _Reports) -> dict[str, Any]:
    key = str(row.id)
    count, before = now.cells.cells[key], then.cells.cells.get(key)
    timed = count is not None and now.timed.cells[key] is not None
    return {
        "id": key,
        "title": row.title,
        "category": row.category,
        "state": row.state,
        "asked_by": row.asked_by,
        "unit": row.unit,
        "owner": row.owner_unit,
        "reports": count,
        "before": before,
        "change": change(count, before),
        "hours": _rounded(row.hours) if timed else None,
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
    raw, then = (cases.figures(each.unit, each.start, each.end) for each in (span, before))
    outcomes = shown_cells(span.unit, dict(raw.outcomes)).cells
    steps = {name: [_case_total(span, name, raw), _case_total(before, name, then)] for name in STEPS}
    return {
        "any": any(now for now, _then in steps.values()),
        "steps": steps,
        "outcomes": [{"code": code, "cases": count} for code, count in outcomes.items()],
        "situations": _criteria(span.unit, dict(raw.situations)),
        "against": _criteria(span.unit, dict(raw.against)),
    }


def _case_total(span: _Span, name: str, raw: cases.Figures) -> int | None:
    """Return a total of cases. That of the top unit is no cell: cases are filed by name, and it tells of nobody."""
    number: int = getattr(raw, name)
    top = span.unit.parent_id is None
    return number if top or shows_total(span.unit, _cases_by_child(span, name)) else None


def _cases_by_child(span: _Span, name: str) -> Callable[[Unit], Mapping[int, int]]:
    def measure(upper: Unit) -> Mapping[int, int]:
        children = Unit.objects.filter(parent=upper)
        counts = {child.pk: int(getattr(cases.figures(child, span.start, span.end), name)) for child in children}
        whole = int(getattr(cases.figures(upper, span.start, span.end), name))
        return {**counts, OWN: whole - sum(counts.values())}

    return measure


def _criteria(unit: Unit, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return criteria with their words; a case may rely on several, so no total stands beside them."""
    cells, words = shown_cells(unit, counts).cells, cases.criterion_words(counts)
    ranked = sorted(cells, key=lambda code: (-(cells[code] or 0), code))
    names = {code: words.get(code, (code, code)) for code in ranked}
    return [{"code": code, "zh": names[code][0], "en": names[code][1], "cases": cells[code]} for code in ranked]
