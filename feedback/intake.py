"""What a reporter may say, as plain values; owns the shape of sealed content and the cleaning of typed text."""

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import Any

from feedback.models import Report

_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One report as it was typed. Units are identifiers; bands, category and wish are codes of the taxonomy.

    `confirmed_unit` alone was not typed: it is what a tear-off code confirmed.
    """

    category: str
    words: str
    receiving_unit: int
    asked_by_unit: int | None = None
    asked_by: str = ""
    task: str = ""
    data_items: str = ""
    per_month: str = ""
    hours: str = ""
    people: str = ""
    own_unit: int | None = None
    wish: str = ""
    not_own: bool = False
    confirmed_unit: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the values for sealing. All are plain, so that nothing has to be copied in depth."""
        return {name: getattr(self, name) for name in _NAMES}

    def as_fields(self) -> dict[str, Any]:
        """Return the values by the names of the columns of `Report`."""
        units = ("receiving_unit", "asked_by_unit", "own_unit", "confirmed_unit")
        return {f"{name}_id" if name in units else name: value for name, value in self.as_json().items()}


_NAMES = tuple(field.name for field in fields(Content))


def content_of(report: Report) -> Content:
    """Return what a released report said, to compare it with what is sent again."""
    return Content(
        category=report.category, words=report.words, receiving_unit=report.receiving_unit_id,
        asked_by_unit=report.asked_by_unit_id, asked_by=report.asked_by, task=report.task,
        data_items=report.data_items, per_month=report.per_month, hours=report.hours, people=report.people,
        own_unit=report.own_unit_id, wish=report.wish, not_own=report.not_own,
        confirmed_unit=report.confirmed_unit_id,
    )  # fmt: skip


def clean_text(typed: str) -> str:
    """Return `typed` as plain text: one kind of line end, no control or invisible characters, no blanks around."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", lines)).strip()


def clean_line(typed: str) -> str:
    """Return `typed` as plain text on one line."""
    return " ".join(clean_text(typed).split())
