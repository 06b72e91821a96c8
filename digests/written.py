"""How people write periods; owns what is understood, and refuses the rest by one error."""

import re
import unicodedata

from digests.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Month,
    Period,
    Quarter,
    UnknownPeriodError,
    Year,
    span_of,
)

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}
_SHORT = re.compile(r"(\d{4})[ -]?Q([1-4])", re.IGNORECASE | re.ASCII)
_CHINESE = re.compile(r"(\d{4})年第?([1-4一二三四])季度?", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:-|年)(1[0-2]|0?[1-9])月?", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_SPAN = re.compile(r"(.+?)(?:--|至|到|—{1,2}|–|/)(.+)")
_LATER = re.compile(r"(1[0-2]|0?[1-9])月", re.ASCII)


def parse_quarter(text: str) -> Quarter:
    """Return the quarter that `text` names, in full-width digits and in Chinese too.

    Raises:
        UnknownPeriodError: it names none, or one outside the years this software knows.
    """
    found = _quarter(_plain(text))
    if found is None:
        raise UnknownPeriodError(f"not a quarter such as 2026Q3: {text[:40]!r}")
    return found


def parse_month(text: str) -> Month:
    """Return the month that `text` names, such as 2026-07 or 2026年7月.

    Raises:
        UnknownPeriodError: it names none, or one outside the years this software knows.
    """
    found = _month(_plain(text))
    if found is None:
        raise UnknownPeriodError(f"not a month such as 2026-07: {text[:40]!r}")
    return found


def parse_period(text: str) -> Period:
    """Return the quarter, month, year or span of months that `text` names, in full-width digits and in Chinese too.

    Raises:
        UnknownPeriodError: it names none, one outside the years this software knows, or a span that is too long.
    """
    plain = _plain(text)
    found = _quarter(plain) or _month(plain) or _year(plain) or _span(plain)
    if found is None:
        raise UnknownPeriodError(f"not a period such as 2026Q3, 2026-07, 2026 or 2026-01--2026-06: {text[:40]!r}")
    return found


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def _known(year: str) -> bool:
    return FIRST_YEAR <= int(year) <= LAST_YEAR


def _quarter(plain: str) -> Quarter | None:
    found = _SHORT.fullmatch(plain) or _CHINESE.fullmatch(plain.replace(" ", ""))
    if not found or not _known(found[1]):
        return None
    return Quarter(int(found[1]), _DIGITS.get(found[2]) or int(found[2]))


def _month(plain: str) -> Month | None:
    found = _MONTH.fullmatch(plain.replace(" ", ""))
    return Month(int(found[1]), int(found[2])) if found and _known(found[1]) else None


def _year(plain: str) -> Year | None:
    found = _YEAR.fullmatch(plain)
    return Year(int(found[1])) if found and _known(found[1]) else None


def _span(plain: str) -> Period | None:
    found = _SPAN.fullmatch(plain.replace(" ", ""))
    first = _month(found[1]) if found else None
    if not found or not first:
        return None
    later = _LATER.fullmatch(found[2])
    last = Month(first.year, int(later[1])) if later else _month(found[2])
    return span_of(first, last) if last else None
