"""Words and charts for what follows from a quarter: outcomes, trends, proposals, questions; computes no figure anew."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from digests.outcomes import LONG_LATE
from digests.quoting import inside
from digests.written import parse_quarter
from feedback.models import Problem
from feedback.taxonomy import REMEDIES
from jobs.charts import Bar, Ink
from jobs.columns import columns

# Fewer counts than these make no line to be read.
LEAST_TOLD = 2


def told_more(data: Mapping[str, Any], ink: Ink) -> dict[str, Any]:
    """Return what the templates of the chapters on what followed need; editions of earlier schemas have none of it."""
    trend = [_quarter(row) for row in data.get("trends", [])]
    return {
        "overview": _overview(data),
        "duplicates": data.get("duplicates", []),
        "pairs": data.get("register", {}).get("rows", []),
        "pairs_more": data.get("register", {}).get("more", 0),
        "overload": data.get("overload", []),
        "done": [_remedy(row) for row in data.get("done", {}).get("rows", [])],
        "done_more": data.get("done", {}).get("more", 0),
        "steps": _steps(data),
        "confirmed": data.get("confirmed", []),
        "returned": data.get("returned", []),
        "trend": trend,
        "kept_chart": _kept_chart(trend, ink),
        "reports_chart": _reports_chart(trend, ink),
        "proposals": [_proposal(row) for row in data.get("proposals", [])],
        "questions": [_question(row) for row in data.get("questions", [])],
    }


def _overview(data: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    """Return the parts of all reports; problems in their own table."""
    reports = data["reports"]
    listed = sum(row["reports"] or 0 for row in data["recurring"]["rows"])
    return [
        (_("Recurring problems that are counted one by one"), listed or None),
        (_("Named once only"), reports["single"]),
        (_("Declined"), reports["declined"]),
        (_("Not sorted yet"), reports["waiting"]),
        (_("All that is not shown, together"), reports["other"]),
        (_("All reports"), reports["total"]),
    ]


def _steps(data: Mapping[str, Any]) -> list[tuple[str, list[int]]]:
    names = {
        "promised": _("remedies promised"), "implemented": _("remedies carried out"),
        "confirmed": _("problems confirmed as solved by reporters"),
        "returned": _("problems opened again or come back"),
    }  # fmt: skip
    return [(name, data["work"][key]) for key, name in names.items() if key in data["work"]]


def next_step(days_late: int) -> str:
    """Return what comes next for a remedy that is so many days late."""
    if days_late >= LONG_LATE:
        return _("The joint meeting decides on a new date or removes the obstacle.")
    return _("The owner says within ten days what stands in the way, and names a new date.")


def _remedy(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "kind": str(REMEDIES.get(row["kind"], row["kind"])),
        "state": str(Problem.State(row["state"]).label),
        "day": date.fromisoformat(row["implemented_on"]),
    }


def _quarter(row: Mapping[str, Any]) -> dict[str, Any]:
    share = f"{row['kept'] * 100 / row['due']:.0f}%" if row["due"] else "—"
    return {**row, "name": parse_quarter(row["label"]).name(get_language() or ""), "share": share}


def _short(row: Mapping[str, Any]) -> str:
    """Return the label of a narrow column, such as 26Q3; the table has it in full."""
    return str(row["label"])[2:]


def _kept_chart(trend: list[dict[str, Any]], ink: Ink) -> SafeString | None:
    due, kept = (sum(row[key] for row in trend) for key in ("due", "kept"))
    if not due:
        return None
    sentence = _("In eight quarters %(due)s remedies fell due; %(kept)s of them were carried out in time.")
    drawn = [Bar(_short(row), row["kept"], row["due"]) for row in trend]
    return columns(drawn, title=sentence % {"due": due, "kept": kept}, hidden="", ink=ink)


def _reports_chart(trend: list[dict[str, Any]], ink: Ink) -> SafeString | None:
    told = [row for row in trend if row["reports"] is not None]
    if len(told) < LEAST_TOLD:
        return None
    most = max(told, key=lambda row: row["reports"])
    sentence = _("Most reports, %(count)s, came in this quarter: %(quarter)s")
    drawn = [Bar(_short(row), row["reports"]) for row in trend]
    title = sentence % {"count": most["reports"], "quarter": most["name"]}
    return columns(drawn, title=title, hidden=_("not shown"), ink=ink)


def _proposal(row: Mapping[str, Any]) -> dict[str, Any]:
    words = {
        "assign": _("Name the unit that removes “%(title)s”."),
        "again": _("Look anew at “%(title)s”, which was opened again or came back, and name another remedy."),
        "deliver": _("Carry out what was promised for “%(title)s”, or say openly why not."),
    }
    by = date_format(date.fromisoformat(row["by"]), "DATE_FORMAT")
    return {"words": words[row["kind"]] % inside(row), "owner": row["owner"] or _("not assigned yet"), "by": by}


def _question(row: Mapping[str, Any]) -> dict[str, Any]:
    words = {
        "apart": _("Does %(asked_by)s change what it asks for, or does %(owner)s settle it? By when?"),
        "stuck": _("What keeps %(owner)s from doing what it promised, and who removes that?"),
    }
    return {**row, "words": words[row["kind"]] % row}
