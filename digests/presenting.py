"""Puts frozen figures into words and charts of the reader's language; owns wording, and computes no figure anew."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import count
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from digests.casewords import told_cases
from digests.causing import cause_of, causes_of
from digests.chapters import chapters
from digests.following import next_step, told_more
from digests.models import Edition, Instruction
from digests.models.remark import FOREWORD
from digests.summary import decisions, key_figures, lead, signed
from feedback.models import Problem
from feedback.taxonomy import BURDENS, REMEDIES
from jobs.charts import Bar, Ink, bars
from tolerance.models import Case


def context_of(edition: Edition, ink: Ink) -> dict[str, Any]:
    """Return what the templates of an edition need, in the active language."""
    data = edition.figures
    rows = [_problem(row) for row in data["recurring"]["rows"]]
    overdue = [_late(row) for row in data["overdue"]]
    remarks = {remark.chapter: remark.words for remark in edition.remarks.all()}
    return {
        "edition": edition,
        "data": data,
        "title": title(),
        "from_day": day(data["period"]["start"]),
        "to_day": day(data["period"]["end"]),
        "issued": date_format(edition.built_on, "DATE_FORMAT"),
        # Templates call these, once a caption: tables and figures are numbered in the order in which they stand.
        "next_table": partial(next, count(1)),
        "next_figure": partial(next, count(1)),
        "few": few(),
        "empty": is_empty(data),
        "lead": lead(data, from_day=day(data["period"]["start"]), to_day=day(data["period"]["end"])),
        "keys": key_figures(data),
        # Editions of the first schema knew no instructions.
        "instructions": [_instruction(row) for row in data.get("instructions", [])],
        "problems": rows,
        "counted": [row for row in rows if row["reports"] is not None or row.get("least")],
        "chart": chart(data, ink),
        "outcomes": [{**row, "name": _outcome(row["code"])} for row in data["tolerance"]["outcomes"]],
        "any_outcome": any(row["cases"] is not None for row in data["tolerance"]["outcomes"]),
        "situations": [_criterion(row) for row in data["tolerance"]["situations"]],
        "against": [_criterion(row) for row in data["tolerance"]["against"]],
        "overdue": overdue,
        "decisions": decisions(rows, overdue),
        "changed": changed(edition),
        **causes_of(data["recurring"]["rows"]),
        **told_more(data, ink),
        **told_cases(data),
        "chapters": chapters(data, remarks),
        "foreword": remarks.get(FOREWORD, ""),
        "burdens": list(BURDENS.values()),
    }


def title() -> str:
    """Return what every edition is called, without unit and quarter."""
    return _("Burdens and tolerated errors")


def day(text: str) -> str:
    """Return an ISO day in words."""
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


def few() -> str:
    """Return how a hidden count is written; the tables' notes say why."""
    return _("not shown")


def at_least(number: int) -> str:
    """Return how a sum is written of which only some parts are shown."""
    return _("at least %(number)s") % {"number": number}


def asked_of(data: Mapping[str, Any]) -> list[str]:
    """Return what the figures `data` ask of those who read them, in sentences."""
    return decisions([_problem(row) for row in data["recurring"]["rows"]], [_late(row) for row in data["overdue"]])


def is_empty(data: Mapping[str, Any]) -> bool:
    """Return whether there is nothing at all to tell."""
    nothing = not (data.get("instructions") or data["recurring"]["rows"] or data["overdue"] or data["tolerance"]["any"])
    return (
        nothing
        and data["reports"]["total"] is None
        and not data["reports"].get("least")
        and not any(now for now, _then in data["work"].values())
    )


def _problem(row: Mapping[str, Any]) -> dict[str, Any]:
    hours = row["hours"]
    return {
        **row,
        "category": str(BURDENS.get(row["category"], row["category"])),
        "cause": cause_of(row),
        "state": str(Problem.State(row["state"]).label),
        "count": str(row["reports"]) if row["reports"] is not None else _hidden(row),
        "change": signed(row["change"]),
        "hours": f"{hours[0]}–{hours[1]}" if hours else "—",
        "remover": row["owner"] or _("not assigned yet"),
    }


def _hidden(row: Mapping[str, Any]) -> str:
    return at_least(row["least"]) if row.get("least") else few()


def chart(data: Mapping[str, Any], ink: Ink) -> SafeString | None:
    """Return the chart of the recurring problems, or None where no count may be shown."""
    rows = data["recurring"]["rows"]
    top = next((row for row in rows if row["reports"] is not None), None)
    if top is None:
        return None
    sentence = _("Most reports in this period, %(count)s, are about: %(problem)s") % {
        "count": top["reports"],
        "problem": top["title"],
    }
    drawn = [Bar(row["title"], row["reports"], row["before"], _hidden(row)) for row in rows]
    return bars(drawn, title=sentence, hidden=few(), ink=ink)


def _outcome(code: str) -> str:
    return str(Case.Outcome(code).label)


def _criterion(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "name": row["en"] if get_language() == "en" else row["zh"]}


def _instruction(row: Mapping[str, Any]) -> dict[str, Any]:
    late: int = row["days_late"]
    parts = [row["owner"], _("by %(day)s") % {"day": day(row["due_on"])}, str(Instruction.State(row["state"]).label)]
    if late:
        parts.append(ngettext("late by %(days)s day", "late by %(days)s days", late) % {"days": late})
    if row["by"]:
        parts.append(_("given by %(unit)s") % {"unit": row["by"]})
    return {**row, "subject": row["item"] or _("The edition as a whole"), "standing": " · ".join(parts)}


def _late(row: Mapping[str, Any]) -> dict[str, Any]:
    days: int = row["days_late"]
    return {
        **row,
        "kind": str(REMEDIES.get(row["kind"], row["kind"])),
        "due": date.fromisoformat(row["due_on"]),
        "late": ngettext("%(days)s day", "%(days)s days", days) % {"days": days},
        "step": next_step(days),
    }


def changed(edition: Edition) -> str:
    """Return in one sentence what this revision changed, "" for the first."""
    names = {
        "period": _("the days counted"), "reports": _("the totals of reports"), "work": _("what staff did"),
        "recurring": _("the recurring problems"), "tolerance": _("the error-tolerance figures"),
        "overdue": _("the overdue list"), "unit": _("the unit's name"), "instructions": _("the instructions"),
        "duplicates": _("the duplicate requests"), "register": _("the duplicate requests"),
        "overload": _("the signs of overload"), "done": _("the remedies"),
        "confirmed": _("the remedies"), "returned": _("the remedies"), "trends": _("the trends"),
        "proposals": _("the proposals"), "questions": _("the questions"),
        "lessons": _("the lessons"),
    }  # fmt: skip
    parts = [names.get(part, _("the method")) for part in edition.changes]
    if not parts:
        return ""
    return _("Revision %(number)s corrects: %(parts)s.") % {
        "number": edition.revision,
        "parts": _(", ").join(dict.fromkeys(parts)),
    }
