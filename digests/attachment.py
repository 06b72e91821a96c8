"""The figures of an edition as CSV, to be attached to its PDF; owns the table's shape, and computes no figure anew.

It tells what the frozen figures tell and nothing more: a hidden figure is an empty cell with a note. Chapters that only
put other chapters' figures into words, such as the proposals, are left to the document.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from digests.casewords import handled_rows
from digests.causing import cause_of
from digests.presenting import few
from digests.written import parse_quarter
from feedback.register.sheets import write_csv
from jobs.archival import Attachment
from tolerance.models import Case

_NAME = "figures.csv"


class Row(NamedTuple):
    """One line: a number of this period and of the one before, None where it is hidden; or words as its note."""

    section: str
    item: str
    measure: str
    now: int | None = None
    before: int | None = None
    words: str = ""

    def cells(self) -> list[str]:
        """Return what stands in its columns."""
        note = self.words or (few() if self.now is None else "")
        return [self.section, self.item, self.measure, _cell(self.now), _cell(self.before), note]


def csv_of(data: Mapping[str, Any]) -> Attachment:
    """Return the figures `data` of an edition as an attachment, with words in the active language."""
    heads = [_("Section"), _("Item"), _("Measure"), _("This period"), _("The period before"), _("Note")]
    content = write_csv([heads, *(row.cells() for row in _rows(data))])
    return Attachment(_NAME, content, _("The figures of this edition as a table"), "text/csv")


def _cell(number: int | None) -> str:
    return "" if number is None else str(number)


def _rows(data: Mapping[str, Any]) -> Iterator[Row]:
    for row in data.get("instructions", []):
        yield Row(_("Instructions"), row["item"] or _("The edition as a whole"), _("Days late"), row["days_late"])
    yield from _overview(data)
    yield from _recurring(data)
    yield from _load(data)
    for row in data["overdue"]:
        yield Row(_("Remedies overdue"), row["problem"], _("Days late"), row["days_late"], words=row["owner"])
    yield from _trends(data)
    yield from _cases(data)


def _overview(data: Mapping[str, Any]) -> Iterator[Row]:
    section, reports, work = _("Overview"), data["reports"], data["work"]
    yield Row(section, _("All reports"), _("Reports"), reports["total"], reports["before"])
    yield from _least(section, _("All reports"), reports)
    yield from _hours(section, _("All reports"), reports["hours"])
    parts = {
        "single": _("Named once only"), "declined": _("Declined"), "waiting": _("Not sorted yet"),
        "other": _("All that is not shown, together"),
    }  # fmt: skip
    for key, item in parts.items():
        yield Row(section, item, _("Reports"), reports[key])
    steps = {
        "opened": _("problems opened"), "promised": _("remedies promised"), "implemented": _("remedies carried out"),
        "overdue": _("remedies overdue"), "confirmed": _("problems confirmed as solved by reporters"),
        "returned": _("problems opened again or come back"),
    }  # fmt: skip
    for key, item in steps.items():
        if key in work:
            yield Row(section, item, _("Number"), *work[key])


def _recurring(data: Mapping[str, Any]) -> Iterator[Row]:
    section = _("Recurring problems")
    for row in data["recurring"]["rows"]:
        yield Row(section, row["title"], _("Reports"), row["reports"], row["before"])
        yield from _least(section, row["title"], row)
        yield from _hours(section, row["title"], row["hours"])
        if cause := cause_of(row):
            yield Row(section, row["title"], _("Cause"), words=cause)
        owner = row["owner"] or _("not assigned yet")
        yield Row(section, row["title"], _("Who could remove it"), words=owner)


def _load(data: Mapping[str, Any]) -> Iterator[Row]:
    """Yield what weighs on whom: requests that are nearly the same, and units with many promises."""
    for row in data.get("register", {}).get("rows", []):
        both = f"{row['first']} / {row['second']}"
        yield Row(_("Duplicate requests"), both, _("Alike, in percent"), row["percent"])
    for row in data.get("overload", []):
        yield Row(_("Signs of overload"), row["owner"], _("Open"), row["open"])
        yield Row(_("Signs of overload"), row["owner"], _("Of these late"), row["late"])


def _trends(data: Mapping[str, Any]) -> Iterator[Row]:
    section = _("Trends over eight quarters")
    for row in data.get("trends", []):
        name = parse_quarter(row["label"]).name(get_language() or "")
        yield Row(section, name, _("Reports"), row["reports"])
        yield Row(section, name, _("Fell due"), row["due"])
        yield Row(section, name, _("In time"), row["kept"])


def _cases(data: Mapping[str, Any]) -> Iterator[Row]:
    section, told = _("Error-tolerance cases"), data["tolerance"]
    names = {"filed": _("Filed"), "accepted": _("Accepted"), "decided": _("Decided")}
    for code, pair in told["steps"].items():
        yield Row(section, names[code], _("Number"), *pair)
    for row in told["outcomes"]:
        yield Row(section, str(Case.Outcome(row["code"]).label), _("Number"), row["cases"])
    measures = {
        "situations": _("Situations that the decided cases relied on"), "against": _("What spoke against tolerance"),
    }  # fmt: skip
    for part, measure in measures.items():
        for row in told[part]:
            yield Row(section, row["en"] if get_language() == "en" else row["zh"], measure, row["cases"])
    for name, number in handled_rows(data):
        yield Row(section, name, _("Number"), number)


def _least(section: str, item: str, counts: Mapping[str, Any]) -> Iterator[Row]:
    if "least" in counts:
        yield Row(section, item, _("Reports, at least"), counts["least"])


def _hours(section: str, item: str, hours: list[int] | None) -> Iterator[Row]:
    low, high = hours or (None, None)
    yield Row(section, item, _("Hours a month, from"), low)
    yield Row(section, item, _("Hours a month, up to"), high)
