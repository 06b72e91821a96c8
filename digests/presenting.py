"""Puts frozen figures into words and charts of the reader's language; owns wording, and computes no figure anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from digests.charts import Bar, Ink, bars
from digests.models import Edition
from feedback.models import Problem
from feedback.taxonomy import BURDENS, REMEDIES
from tolerance.models import Case

MINUS = "−"
MOST_DECISIONS = 5


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the figures of the summary: what stands in large, what it counts, how it changed."""

    value: str
    label: str
    change: str


def context_of(edition: Edition, ink: Ink) -> dict[str, Any]:
    """Return what the templates of an edition need, in the active language."""
    data = edition.figures
    rows = [_problem(row) for row in data["recurring"]["rows"]]
    overdue = [_late(row) for row in data["overdue"]]
    return {
        "edition": edition,
        "number": number_of(edition),
        "data": data,
        "title": title_of(edition),
        "quarter": edition.quarter.name(get_language() or ""),
        "from_day": day(data["period"]["start"]),
        "to_day": day(data["period"]["end"]),
        "issued": date_format(edition.built_on, "DATE_FORMAT"),
        "few": few(),
        "empty": is_empty(data),
        "keys": key_figures(data),
        "problems": rows,
        "counted": [row for row in rows if row["reports"] is not None],
        "chart": chart(data, ink),
        "outcomes": [{**row, "name": _outcome(row["code"])} for row in data["tolerance"]["outcomes"]],
        "any_outcome": any(row["cases"] is not None for row in data["tolerance"]["outcomes"]),
        "situations": [_criterion(row) for row in data["tolerance"]["situations"]],
        "against": [_criterion(row) for row in data["tolerance"]["against"]],
        "overdue": overdue,
        "decisions": decisions(rows, overdue),
        "changed": changed(edition),
    }


def title_of(edition: Edition) -> str:
    """Return the edition's title in the active language, without unit and quarter."""
    return _("Burdens and tolerated errors")


def number_of(edition: Edition) -> str:
    """Return the number in the masthead, in Chinese such as 〔2026〕第3期（总第7期）."""
    quarter = edition.quarter
    number = {"year": quarter.year, "number": quarter.number, "serial": edition.serial}
    return _("No. %(number)s of %(year)s (%(serial)s in all)") % number


def decisions(problems: Sequence[Mapping[str, Any]], overdue: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what the figures ask of those who read them: owners for problems without one, and an end to delays."""
    late = [
        _("Help %(owner)s carry out what was promised for “%(problem)s”, late by %(late)s.") % row for row in overdue
    ]
    ownerless = [_("Name the unit that removes “%(title)s”.") % row for row in problems if not row["owner"]]
    return [*late, *ownerless][:MOST_DECISIONS]


def day(text: str) -> str:
    """Return an ISO day in words."""
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


def few() -> str:
    """Return how a hidden count is written; the tables' notes say why."""
    return _("not shown")


def is_empty(data: Mapping[str, Any]) -> bool:
    """Return whether there is nothing at all to tell."""
    nothing = not (data["recurring"]["rows"] or data["overdue"] or data["tolerance"]["any"])
    return nothing and data["reports"]["total"] is None and not any(now for now, _then in data["work"].values())


def key_figures(data: Mapping[str, Any]) -> list[KeyFigure]:
    """Return the figures of the summary."""
    reports, work, filed = data["reports"], data["work"], data["tolerance"]["steps"]["decided"]
    return [
        _key(reports["total"], reports["before"], _("reports"), data["floor"]),
        _key(*work["opened"], _("problems opened"), 0),
        _key(*work["implemented"], _("remedies carried out"), 0),
        _key(*work["overdue"], _("remedies overdue"), 0),
        _key(*filed, _("cases decided"), data["floor"]),
    ]


def _key(now: int | None, before: int | None, label: str, floor: int) -> KeyFigure:
    if now is None:
        return KeyFigure(f"<{floor}", label, _("too few to show"))
    if before is None:
        return KeyFigure(str(now), label, _("no comparison"))
    return KeyFigure(str(now), label, _("%(change)s on last quarter") % {"change": signed(now - before)})


def signed(number: int | None) -> str:
    """Return a change with its sign, or a dash where there is none to show."""
    if number is None:
        return "—"
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else _("unchanged")


def _problem(row: Mapping[str, Any]) -> dict[str, Any]:
    hours = row["hours"]
    return {
        **row,
        "category": str(BURDENS.get(row["category"], row["category"])),
        "state": str(Problem.State(row["state"]).label),
        "count": few() if row["reports"] is None else str(row["reports"]),
        "change": signed(row["change"]),
        "hours": f"{hours[0]}–{hours[1]}" if hours else "—",
        "remover": row["owner"] or _("not assigned yet"),
    }


def chart(data: Mapping[str, Any], ink: Ink) -> SafeString | None:
    """Return the chart of the recurring problems, or None where no count may be shown."""
    rows = data["recurring"]["rows"]
    top = next((row for row in rows if row["reports"] is not None), None)
    if top is None:
        return None
    sentence = _("Most reports in this quarter, %(count)s, are about: %(problem)s") % {
        "count": top["reports"],
        "problem": top["title"],
    }
    drawn = [Bar(row["title"], row["reports"], row["before"]) for row in rows]
    return bars(drawn, title=sentence, hidden=few(), ink=ink)


def _outcome(code: str) -> str:
    return str(Case.Outcome(code).label)


def _criterion(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "name": row["en"] if get_language() == "en" else row["zh"]}


def _late(row: Mapping[str, Any]) -> dict[str, Any]:
    days: int = row["days_late"]
    return {
        **row,
        "kind": str(REMEDIES.get(row["kind"], row["kind"])),
        "due": date.fromisoformat(row["due_on"]),
        "late": ngettext("%(days)s day", "%(days)s days", days) % {"days": days},
    }


def changed(edition: Edition) -> str:
    """Return in one sentence what this revision changed, "" for the first."""
    names = {
        "period": _("the days counted"), "reports": _("the totals of reports"), "work": _("what staff did"),
        "recurring": _("the recurring problems"), "tolerance": _("the error-tolerance figures"),
        "overdue": _("the overdue list"), "unit": _("the unit's name"),
    }  # fmt: skip
    parts = [names.get(part, _("the method")) for part in edition.changes]
    if not parts:
        return ""
    return _("Revision %(number)s corrects: %(parts)s.") % {
        "number": edition.revision,
        "parts": _(", ").join(dict.fromkeys(parts)),
    }
