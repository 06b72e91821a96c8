"""The first page of an edition: its sentences, its key figures and what it asks for; owns wording, never a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from digests.quoting import inside

MINUS = "−"
MOST_DECISIONS = 5


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the figures of the summary: what stands in large, what it counts, how it changed.

    `chapter` is the key of the chapter that tells more, "" where the edition has none such.
    """

    value: str
    label: str
    change: str
    chapter: str = ""


def lead(data: Mapping[str, Any], *, from_day: str, to_day: str) -> str:
    """Return the paragraph that says it all."""
    sentences = [_count(data, from_day, to_day), *_burden(data), _due(len(data["overdue"]))]
    # Chinese sentences follow each other without a space.
    return (" " if get_language() == "en" else "").join(sentences)


def _count(data: Mapping[str, Any], from_day: str, to_day: str) -> str:
    days, total = {"from": from_day, "to": to_day}, data["reports"]["total"]
    if total is None and not data["unit"]["top"]:
        return _("Reports are counted for the whole organisation alone; counts of its parts could give somebody away.")
    if total is None and not data["period"].get("counted", True):
        return _("Reports are counted by whole quarters; counts of a part could be subtracted from them.")
    if total is None and data["reports"].get("least"):
        text = _(
            "From %(from)s to %(to)s at least %(count)s anonymous reports were released for this unit and those below "
            "it; quarters that show no number are left out."
        )
        return text % {**days, "count": data["reports"]["least"]}
    if total is None and not data["period"]["whole"]:
        return _("Reports are counted once, some days after the quarter is over.")
    if total is None:
        return _("From %(from)s to %(to)s too few reports were released for this unit to be counted safely.") % days
    text = _("From %(from)s to %(to)s, %(count)s anonymous reports were released for this unit and those below it.")
    return text % {**days, "count": total}


def _burden(data: Mapping[str, Any]) -> list[str]:
    hours, rows = data["reports"]["hours"], data["recurring"]["rows"]
    found = []
    if hours:
        span = {"low": hours[0], "high": hours[1]}
        found.append(_("What they describe costs between %(low)s and %(high)s staff-hours a month.") % span)
    if rows and rows[0]["reports"] is not None:
        most = {"title": rows[0]["title"], "count": rows[0]["reports"]}
        found.append(_("Most often named, in %(count)s of them, is “%(title)s”.") % inside(most))
    return found


def _due(number: int) -> str:
    if not number:
        return _("No promised remedy is overdue.")
    text = ngettext(
        "%(number)s promised remedy is overdue and needs a decision.",
        "%(number)s promised remedies are overdue and need a decision.",
        number,
    )
    return text % {"number": number}


def key_figures(data: Mapping[str, Any]) -> list[KeyFigure]:
    """Return the figures of the summary."""
    reports, work, steps = data["reports"], data["work"], data["tolerance"]["steps"]
    # Editions of earlier schemas lack the chapter on what was done.
    done = "done" if "done" in data else ""
    return [
        _key([reports["total"], reports["before"]], _("reports"), "overview", reports.get("least")),
        _key(work["opened"], _("problems opened"), "problems"),
        _key(work["implemented"], _("remedies carried out"), done),
        _key(work["overdue"], _("remedies overdue"), "overdue"),
        _key(steps["decided"], _("cases decided"), "tolerance"),
    ]


def _key(pair: Sequence[int | None], label: str, chapter: str, least: int | None = None) -> KeyFigure:
    now, before = pair
    if now is None and least:
        return KeyFigure(f"≥{least}", label, _("quarters without a number left out"), chapter)
    if now is None:
        return KeyFigure("—", label, _("not shown"), chapter)
    if before is None:
        return KeyFigure(str(now), label, _("no comparison"), chapter)
    change = _("%(change)s on the period before") % {"change": signed(now - before)}
    return KeyFigure(str(now), label, change, chapter)


def signed(number: int | None) -> str:
    """Return a change with its sign, or a dash where there is none to show."""
    if number is None:
        return "—"
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else _("unchanged")


def decisions(problems: Sequence[Mapping[str, Any]], overdue: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what the figures ask of those who read them: owners for problems without one, and an end to delays."""
    late = [
        _("Help %(owner)s carry out what was promised for “%(problem)s”, late by %(late)s.") % inside(row)
        for row in overdue
    ]
    ownerless = [_("Name the unit that removes “%(title)s”.") % inside(row) for row in problems if not row["owner"]]
    return [*late, *ownerless][:MOST_DECISIONS]
