"""Reads field words such as `部门:` and `since:`; owns their names in both languages and what a day may look like."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

FACETS = {
    "部门": "department", "要求部门": "department", "department": "department", "office": "department",
    "单位": "unit", "unit": "unit",
    "类别": "category", "分类": "category", "category": "category",
    "季度": "quarter", "quarter": "quarter",
    "状态": "state", "state": "state", "status": "state",
    "种类": "kind", "kind": "kind", "type": "kind",
}  # fmt: skip
# Which ends of a span of days a field word sets.
DAYS = {
    "日期": (True, True), "date": (True, True), "on": (True, True), "起": (True, False), "自": (True, False),
    "since": (True, False), "from": (True, False), "止": (False, True), "至": (False, True), "until": (False, True),
    "to": (False, True),
}  # fmt: skip
NAMES = "|".join(sorted({*FACETS, *DAYS}, key=len, reverse=True))
# The field word that links use, in Chinese and in English.
_SHOWN = {
    "department": ("部门", "department"), "unit": ("单位", "unit"), "category": ("类别", "category"),
    "quarter": ("季度", "quarter"), "state": ("状态", "state"), "kind": ("种类", "kind"),
}  # fmt: skip
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_QUARTER = re.compile(r"(?:(\d{4})年?)?\s*第?([一二三四1-4])季度?|q([1-4])(?: of (\d{4}))?")
_NUMERALS = {"一": "1", "二": "2", "三": "3", "四": "4"}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A wish for documents whose value of a facet bears `text` in its name, or for those whose value does not."""

    facet: str
    text: str
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both ends included; None leaves that end open."""

    since: date | None = None
    until: date | None = None

    def hold(self, day: date | None) -> bool:
        """Return whether a document that bears this day lies in the span."""
        if self == ALWAYS:
            return True
        return day is not None and (self.since or day) <= day <= (self.until or day)

    def within(self, other: "Days") -> "Days":
        """Return the days that lie in both spans."""
        starts, ends = [x for x in (self.since, other.since) if x], [x for x in (self.until, other.until) if x]
        return Days(max(starts, default=None), min(ends, default=None))


ALWAYS = Days()


def word_for(facet: str, language: str) -> str:
    """Return the field word for a facet in the reader's language."""
    return _SHOWN[facet][language == "en"]


def days(name: str, value: str) -> Days | None:
    """Return the span that a field word and a day, a month or a year stand for, or None where the value is none.

    Args:
        name: one of `DAYS`.
        value: folded text such as `2026-09-01`, `2026年9月` or `2026`.
    """
    match = _DAY.fullmatch(value)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    opens, closes = DAYS[name]
    return Days(first if opens else None, last if closes else None)


def narrowing(name: str, value: str, *, barred: bool) -> Narrowing:
    """Return the wish that a field word and its value stand for.

    Args:
        name: one of `FACETS`.
        value: folded text that is not empty.
        barred: whether a minus sign stood before it.
    """
    facet = FACETS[name]
    if facet == "quarter":
        match = _QUARTER.fullmatch(value)
        if match:
            number = match[2] or match[3]
            value = f"{match[1] or match[4] or ''}q{_NUMERALS.get(number, number)}"
    return Narrowing(facet, value, barred)
