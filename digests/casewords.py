"""Puts how cases were handled and what they teach into words of the reader's language; computes no figure anew."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from digests.chapters import numbered_below
from tolerance.models import Case

Figure = tuple[str, int | None]


def told_cases(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the templates of the chapters on cases need; editions of earlier schemas have none of it."""
    rows = list(handled_rows(data))
    found = data.get("lessons", {})
    return {
        "handled": rows if any(number is not None for _name, number in rows) else [],
        "told_handled": bool(rows),
        "lessons": [_lesson(place, row) for place, row in enumerate(found.get("rows", []), start=1)],
        "lessons_more": found.get("more", 0),
    }


def handled_rows(data: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield each figure of how cases were handled with its name, None where it is hidden."""
    handled = data["tolerance"].get("handled")
    if handled is None:
        return
    days = handled["days"] or {}
    yield _("Days from acceptance to decision: half of the cases within"), days.get("half")
    yield _("Days from acceptance to decision: three in four within"), days.get("most")
    yield _("Reviews and appeals asked for"), handled["asked"]
    names = {"upheld": _("Reviews and appeals: outcome kept"), "changed": _("Reviews and appeals: outcome changed")}
    for code, name in names.items():
        yield name, handled["reviews"][code]
    for code, number in handled["corrections"].items():
        name = str(Case.Correction(code).label)
        yield _("Corrections ordered: %(state)s") % {"state": name[:1].lower() + name[1:]}, number


def _lesson(place: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "heading": numbered_below(place, row["title"]), "outcome": str(Case.Outcome(row["outcome"]).label)}
