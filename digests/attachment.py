"""The figures of an edition as CSV, to be attached to its PDF; owns the table's shape, and computes no figure anew.

It tells what the frozen figures tell and nothing more: a hidden figure is an empty cell with a note.
"""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from digests.casewords import handled_rows
from digests.presenting import few
from jobs.archival import Attachment
from tolerance.models import Case

Row = tuple[str, str, str, int | None, int | None]
# What spreadsheets would take for a formula.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # without it spreadsheets garble Chinese


def csv_of(data: Mapping[str, Any]) -> Attachment:
    """Return the figures `data` of an edition as an attachment, with words in the active language."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_("Section"), _("Item"), _("Measure"), _("This period"), _("The period before"), _("Note")])
    for section, item, measure, now, before in _rows(data):
        note = few() if now is None else ""
        writer.writerow([section, _inert(item), measure, _cell(now), _cell(before), note])
    content = (_BOM + text.getvalue()).encode()
    return Attachment("figures.csv", content, _("The figures of this edition as a table"), "text/csv")


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_ACTIVE) else text


def _cell(number: int | None) -> str:
    return "" if number is None else str(number)


def _rows(data: Mapping[str, Any]) -> Iterator[Row]:
    for row in data.get("instructions", []):
        yield _("Instructions"), row["item"] or _("The edition as a whole"), _("Days late"), row["days_late"], None
    yield from _overview(data)
    for row in data["recurring"]["rows"]:
        yield _("Recurring problems"), row["title"], _("Reports"), row["reports"], row["before"]
        yield from _least(_("Recurring problems"), row["title"], row)
        yield from _hours(_("Recurring problems"), row["title"], row["hours"])
    for code, (now, before) in data["tolerance"]["steps"].items():
        names = {"filed": _("Filed"), "accepted": _("Accepted"), "decided": _("Decided")}
        yield _("Error-tolerance cases"), names[code], _("Number"), now, before
    for row in data["tolerance"]["outcomes"]:
        yield _("Error-tolerance cases"), str(Case.Outcome(row["code"]).label), _("Number"), row["cases"], None
    for name, number in handled_rows(data):
        yield _("Error-tolerance cases"), name, _("Number"), number, None
    for row in data["overdue"]:
        yield _("Remedies overdue"), row["problem"], _("Days late"), row["days_late"], None


def _overview(data: Mapping[str, Any]) -> Iterator[Row]:
    reports, work = data["reports"], data["work"]
    yield _("Overview"), _("All reports"), _("Reports"), reports["total"], reports["before"]
    yield from _least(_("Overview"), _("All reports"), reports)
    yield from _hours(_("Overview"), _("All reports"), reports["hours"])
    for item, key in ((_("Named once only"), "single"), (_("Declined"), "declined"), (_("Not sorted yet"), "waiting")):
        yield _("Overview"), item, _("Reports"), reports[key], None
    for item, key in (
        (_("problems opened"), "opened"),
        (_("remedies promised"), "promised"),
        (_("remedies carried out"), "implemented"),
        (_("remedies overdue"), "overdue"),
    ):
        yield _("Overview"), item, _("Number"), work[key][0], work[key][1]


def _least(section: str, item: str, counts: Mapping[str, Any]) -> Iterator[Row]:
    if "least" in counts:
        yield section, item, _("Reports, at least"), counts["least"], None


def _hours(section: str, item: str, hours: list[int] | None) -> Iterator[Row]:
    low, high = hours or (None, None)
    yield section, item, _("Hours a month, from"), low, None
    yield section, item, _("Hours a month, up to"), high, None
