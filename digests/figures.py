"""Computes the figures of an edition as plain data, ready to be frozen; owns their shape, and shows no small cell.

Counts of reports are repeated from what `feedback.telling` told of the quarter, and never counted here. How cases ended
passes through `digests.disclosure`. Problems and remedies are what staff wrote: the edition names each of them, so
their number needs no cover.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Unit
from digests import outcomes
from digests.disclosure import change, shown_cells
from digests.followup import followup
from digests.periods import Quarter
from digests.trends import trend
from feedback import selectors as reports
from feedback.anonymity import cell_floor
from feedback.telling import Told, ToldProblem, told, told_from, top_of
from tolerance import selectors as cases

SCHEMA_VERSION = 3
TOP = 10
STEPS = ("filed", "accepted", "decided")


@dataclass(frozen=True, slots=True)
class _Span:
    """A unit and the days of a quarter, up to today where it is not over; `whole` once it can be told."""

    unit: Unit
    start: date
    end: date
    whole: bool


@dataclass(frozen=True, slots=True)
class _Reports:
    """What the channel says of a span: `work` what staff did, `told` the counts of reports."""

    work: reports.Work
    told: Told | None

    def of(self, key: str) -> ToldProblem:
        """Return what was told of one problem."""
        return self.told.problems.get(key, ToldProblem()) if self.told else ToldProblem()


def compute(unit: Unit, quarter: Quarter, *, today: date) -> dict[str, Any]:
    """Return the figures of `unit` and all below it for `quarter`, ready for JSON; call it within `snapshot`."""
    span = _Span(unit, quarter.start, min(quarter.end, today), today >= told_from(quarter.start))
    earlier = quarter.previous
    before = _Span(unit, earlier.start, earlier.end, today >= told_from(earlier.start))
    now, then = _reports(span), _reports(before)
    recurring = _recurring(span, now, then)
    overdue = [_late(row) for row in sorted(now.work.overdue, key=lambda row: (-row.days_late, row.problem, row.id))]
    returned = outcomes.named(now.work.returned)
    return {
        "schema": SCHEMA_VERSION,
        "unit": {"name": unit.name, "top": unit.parent_id is None},
        "period": {"label": str(quarter), "start": str(span.start), "end": str(span.end), "whole": span.whole},
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
        "trends": trend(unit, quarter, until=span.end),
        "tolerance": _tolerance(span, before),
        "overdue": overdue,
        "proposals": outcomes.proposals(overdue, recurring[:TOP], returned, span.end),
        "questions": outcomes.questions(overdue, recurring[:TOP]),
    }


def _reports(span: _Span) -> _Reports:
    top = top_of(span.unit)
    found = told(top, span.start)
    if found and top != span.unit:
        # A unit below repeats which problems were told of, and no count.
        found = Told(problems=dict.fromkeys(found.problems, ToldProblem()))
    return _Reports(reports.work(span.unit, span.start, span.end), found)


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
    }


def _work(now: reports.Work, then: reports.Work) -> dict[str, list[int]]:
    """Return what staff did, each as [this quarter, the one before]."""
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

    Once the quarter is told, those that it told of are listed: what is sorted later would show where a hidden count
    went.
    """
    raw = reports.figures(span.unit, span.start, span.end).recurring
    rows = [row for row in raw if now.told is None or str(row.id) in now.told.problems]
    ranked = sorted(rows, key=lambda row: (-(now.of(str(row.id)).reports or 0), row.title, str(row.id)))
    return [_problem(row, now, then) for row in ranked]


def _problem(row: reports.RecurringProblem, now: _Reports, then: _Reports) -> dict[str, Any]:
    key = str(row.id)
    here, before = now.of(key), then.of(key)
    return {
        "id": key,
        "title": row.title,
        "category": row.category,
        "state": row.state,
        "asked_by": row.asked_by,
        "unit": row.unit,
        "owner": row.owner_unit,
        "reports": here.reports,
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
        "outcomes": [{"code": code, "cases": count} for code, count in _cells(span, raw.outcomes).items()],
        "situations": _criteria(span, raw.situations),
        "against": _criteria(span, raw.against),
    }


def _cells(span: _Span, counts: cases.Counts) -> dict[str, int | None]:
    return shown_cells(span.unit, dict(counts), whole=span.whole).cells


def _criteria(span: _Span, counts: cases.Counts) -> list[dict[str, Any]]:
    """Return the criteria that may be counted, with their words; the mere name of another would tell of a case."""
    cells = {code: count for code, count in _cells(span, counts).items() if count is not None}
    words = cases.criterion_words(cells)
    ranked = sorted(cells, key=lambda code: (-cells[code], code))
    names = {code: words.get(code, (code, code)) for code in ranked}
    return [{"code": code, "zh": names[code][0], "en": names[code][1], "cases": cells[code]} for code in ranked]
