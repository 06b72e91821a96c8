"""Takes out of a case's words what could tell who it is about, marks it, and finds what was left in.

Two marks that look different: 〔隐去〕 stands where something known was removed, 〔不详〕 where nobody knows.
"""

import re
from dataclasses import dataclass

from tolerance.comparing import Piece, compare_words
from tolerance.models import Case

REMOVED, UNKNOWN = "〔隐去〕", "〔不详〕"
_MARKS = re.compile(f"({re.escape(REMOVED)}|{re.escape(UNKNOWN)})")
_DAY = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{4}-\d{1,2}-\d{1,2}|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
)
_NUMBER = re.compile(r"(?<!\d)(?:1\d{10}|\d{15}|\d{17}[\dXx])(?!\d)|RC\d{4}-\d{4}")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a lesson: plain words, or a mark (`removed`, `unknown`)."""

    text: str
    mark: str = ""


def parts(text: str) -> list[Part]:
    """Return a lesson's words with its marks apart, so that a page can draw them differently."""
    names = {REMOVED: "removed", UNKNOWN: "unknown"}
    return [Part(piece, names.get(piece, "")) for piece in _MARKS.split(text) if piece]


def known_names(case: Case) -> list[str]:
    """Return what could tell who a case is about: people, units, numbers of files; the longest first."""
    people = {str(seat.user) for seat in case.seats.all()} | {case.addressee, case.concerned}
    units = {unit.name for unit in case.unit.ancestors(include_self=True)}
    numbers = {case.number or "", case.accountability_number}
    return sorted(filter(None, people | units | numbers), key=lambda name: (-len(name), name))


def suggested(case: Case, text: str) -> str:
    """Return `text` with known names, days and numbers replaced by the mark; a person still has to read it."""
    for name in known_names(case):
        text = text.replace(name, REMOVED)
    return _NUMBER.sub(REMOVED, _DAY.sub(REMOVED, text))


def left_in(case: Case, text: str) -> list[str]:
    """Return what `text` still holds of known names, days and numbers, each once, in the order of the text."""
    found = [name for name in known_names(case) if name in text]
    found += [match.group() for pattern in (_DAY, _NUMBER) for match in pattern.finditer(text)]
    return sorted(dict.fromkeys(found), key=text.index)


def differences(case: Case, facts: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from the case's own facts to those of the lesson, for the second pair of eyes."""
    return compare_words(case.facts, facts)
