"""Periods of editions: months, quarters, years and spans of months; how people write them, where they begin and end.

All are made of whole months, so that each either consists of whole quarters or cuts one. Owns no figure and knows no
edition.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

FIRST_YEAR, LAST_YEAR = 2000, 2100
YEAR, MONTHS, LAST = 12, 3, 4
# What is longer than that is no digest any more, and takes long to compute.
MOST_MONTHS = 36
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


class UnknownPeriodError(ValueError):
    """What was written is no period, or not one that can be asked for."""


class Period:
    """So many whole months from one on; `place` counts months from the year 0."""

    __slots__ = ()
    kind: ClassVar[str]

    @property
    def place(self) -> int:
        """The place of its first month in the row of all months."""
        raise NotImplementedError

    @property
    def months(self) -> int:
        """How many months it has."""
        raise NotImplementedError

    def at(self, place: int) -> Self:
        """Return the period of the same kind and length that begins with the month at `place`."""
        raise NotImplementedError

    def name(self, language: str) -> str:
        """Return the period in words of `language` ("en", else Chinese)."""
        raise NotImplementedError

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.place // YEAR, self.place % YEAR + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        year, month = divmod(self.place + self.months - 1, YEAR)
        return date(year, month + 1, calendar.monthrange(year, month + 1)[1])

    @property
    def previous(self) -> Self:
        """The period before, as long as this one."""
        return self.at(self.place - self.months)

    @property
    def next(self) -> Self:
        """The period after, as long as this one."""
        return self.at(self.place + self.months)

    @property
    def quarters(self) -> "tuple[Quarter, ...]":
        """The quarters it consists of, none where it cuts one."""
        if self.place % MONTHS or self.months % MONTHS:
            return ()
        return tuple(_quarter_at(place) for place in range(self.place, self.place + self.months, MONTHS))

    @property
    def last_quarter(self) -> "Quarter":
        """The last quarter that is over when it is."""
        return _quarter_at((self.place + self.months) // MONTHS * MONTHS - MONTHS)


@dataclass(frozen=True, slots=True, order=True)
class Month(Period):
    """One month of a year; months sort by time."""

    year: int
    number: int
    kind: ClassVar[str] = "month"

    def __str__(self) -> str:
        """Return the short label, such as `2026-07`."""
        return f"{self.year}-{self.number:02}"

    @property
    def place(self) -> int:
        """The place of the month in the row of all months."""
        return self.year * YEAR + self.number - 1

    @property
    def months(self) -> int:
        """One."""
        return 1

    def at(self, place: int) -> "Month":
        """Return the month at `place`."""
        return Month(place // YEAR, place % YEAR + 1)

    def name(self, language: str) -> str:
        """Return the month in words of `language` ("en", else Chinese)."""
        if language == "en":
            return f"{calendar.month_name[self.number]} {self.year}"
        return f"{self.year}年{self.number}月"


@dataclass(frozen=True, slots=True, order=True)
class Quarter(Period):
    """One quarter of a year; quarters sort by time."""

    year: int
    number: int
    kind: ClassVar[str] = "quarter"

    def __str__(self) -> str:
        """Return the short label, such as `2026Q3`."""
        return f"{self.year}Q{self.number}"

    @property
    def place(self) -> int:
        """The place of its first month."""
        return self.year * YEAR + (self.number - 1) * MONTHS

    @property
    def months(self) -> int:
        """Three."""
        return MONTHS

    def at(self, place: int) -> "Quarter":
        """Return the quarter whose first month is at `place`."""
        return _quarter_at(place)

    def name(self, language: str) -> str:
        """Return the quarter in words of `language` ("en", else Chinese)."""
        if language == "en":
            return f"{_ORDINALS[self.number]} quarter of {self.year}"
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"


@dataclass(frozen=True, slots=True, order=True)
class Year(Period):
    """One year; years sort by time."""

    year: int
    kind: ClassVar[str] = "year"

    def __str__(self) -> str:
        """Return the short label, such as `2026`."""
        return str(self.year)

    @property
    def place(self) -> int:
        """The place of its January."""
        return self.year * YEAR

    @property
    def months(self) -> int:
        """Twelve."""
        return YEAR

    def at(self, place: int) -> "Year":
        """Return the year whose January is at `place`."""
        return Year(place // YEAR)

    def name(self, language: str) -> str:
        """Return the year in words of `language` ("en", else Chinese)."""
        return str(self.year) if language == "en" else f"{self.year}年"


@dataclass(frozen=True, slots=True, order=True)
class Span(Period):
    """The months from `first` to `last`; made by `span_of`, which knows what has a name of its own."""

    first: Month
    last: Month
    kind: ClassVar[str] = "span"

    def __str__(self) -> str:
        """Return the short label, such as `2026-01--2026-06`: it stands in names of files too."""
        return f"{self.first}--{self.last}"

    @property
    def place(self) -> int:
        """The place of the first month."""
        return self.first.place

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last.place - self.first.place + 1

    def at(self, place: int) -> "Span":
        """Return as many months from the one at `place` on."""
        return Span(self.first.at(place), self.first.at(place + self.months - 1))

    def name(self, language: str) -> str:
        """Return the span in words of `language` ("en", else Chinese)."""
        same = self.first.year == self.last.year
        if language == "en":
            first = calendar.month_name[self.first.number] if same else self.first.name(language)
            return f"{first} to {self.last.name(language)}"
        return f"{self.first.name(language)}至{f'{self.last.number}月' if same else self.last.name(language)}"


def _quarter_at(place: int) -> Quarter:
    return Quarter(place // YEAR, place % YEAR // MONTHS + 1)


def span_of(first: Month, last: Month) -> Period:
    """Return the months from `first` to `last`, as month, quarter or year where they are one: each has one name.

    Raises:
        UnknownPeriodError: the last comes before the first, or there are more than `MOST_MONTHS`.
    """
    months = last.place - first.place + 1
    if not 1 <= months <= MOST_MONTHS:
        raise UnknownPeriodError(f"a span has one to {MOST_MONTHS} months, in their order: {first}--{last}")
    for known in (first, _quarter_at(first.place), Year(first.year)):
        if (known.place, known.months) == (first.place, months):
            return known
    return Span(first, last)


def month_of(day: date) -> Month:
    """Return the month that `day` lies in."""
    return Month(day.year, day.month)


def quarter_of(day: date) -> Quarter:
    """Return the quarter that `day` lies in."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def period_of(kind: str, day: date) -> Period:
    """Return the month, quarter or year (by `kind`) that `day` lies in."""
    return {"month": month_of(day), "quarter": quarter_of(day), "year": Year(day.year)}[kind]


def recent(kind: str, today: date, count: int) -> list[Period]:
    """Return the period of `kind` that `today` lies in and those before it, `count` in all, the latest first."""
    found = [period_of(kind, today)]
    while len(found) < count:
        found.append(found[-1].previous)
    return found
