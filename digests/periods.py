"""Quarters: how people write them, where they begin and end; owns no figure and knows no edition."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS = 3
LAST = 4
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}
_SHORT = re.compile(r"(\d{4})[ -]?Q([1-4])", re.IGNORECASE | re.ASCII)
_CHINESE = re.compile(r"(\d{4})年第?([1-4一二三四])季度?", re.ASCII)
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


class UnknownPeriodError(ValueError):
    """What was written is no quarter."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter of a year; quarters sort by time."""

    year: int
    number: int

    def __str__(self) -> str:
        """Return the short label, such as `2026Q3`."""
        return f"{self.year}Q{self.number}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        month = MONTHS * self.number
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def previous(self) -> "Quarter":
        """The quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, LAST)

    @property
    def next(self) -> "Quarter":
        """The quarter after."""
        return Quarter(self.year, self.number + 1) if self.number < LAST else Quarter(self.year + 1, 1)

    def name(self, language: str) -> str:
        """Return the quarter in words of `language` ("en", else Chinese)."""
        if language == "en":
            return f"{_ORDINALS[self.number]} quarter of {self.year}"
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"


def parse_quarter(text: str) -> Quarter:
    """Return the quarter that `text` names, in full-width digits and in Chinese too.

    Raises:
        UnknownPeriodError: it names none, or one outside the years this software knows.
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    found = _SHORT.fullmatch(plain) or _CHINESE.fullmatch(plain.replace(" ", ""))
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise UnknownPeriodError(f"not a quarter such as 2026Q3: {text[:40]!r}")
    return Quarter(int(found[1]), _DIGITS.get(found[2]) or int(found[2]))


def quarter_of(day: date) -> Quarter:
    """Return the quarter that `day` lies in."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def recent_quarters(today: date, count: int) -> list[Quarter]:
    """Return the quarter of `today` and those before it, `count` in all, the latest first."""
    found = [quarter_of(today)]
    while len(found) < count:
        found.append(found[-1].previous)
    return found
