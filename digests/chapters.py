"""The chapters of an edition in their order; owns number, heading and template of each, and no word inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its key, its heading with number, and what is written beside its figures."""

    key: str
    heading: str
    remark: str = ""

    @property
    def template(self) -> str:
        """The template of what is inside."""
        return f"digests/parts/{self.key}.html"


def _titles() -> dict[str, str]:
    return {
        "instructions": _("Instructions on earlier editions"),
        "overview": _("The general picture"),
        "problems": _("Recurring problems"),
        "duplicates": _("Duplicate requests"),
        "overload": _("Signs of overload"),
        "done": _("Remedies: promised, carried out, confirmed, come back"),
        "overdue": _("Remedies overdue"),
        "trends": _("Trends over eight quarters"),
        "tolerance": _("Tolerance of honest errors"),
        "lessons": _("Cases to learn from"),
        "proposals": _("Proposals"),
        "questions": _("Questions for the joint meeting"),
        "method": _("Method and protection"),
    }


def chapters(data: Mapping[str, Any], remarks: Mapping[str, str]) -> list[Chapter]:
    """Return the chapters of an edition with the figures `data`, in the active language.

    Args:
        data: frozen figures; those of earlier schemas have fewer chapters.
        remarks: Markdown by chapter.
    """
    new = {"duplicates", "overload", "done", "trends", "proposals", "questions"}
    keys = [key for key in _titles() if key not in new or key in data]
    titles = _titles()
    return [Chapter(key, numbered(place, titles[key]), remarks.get(key, "")) for place, key in enumerate(keys, start=1)]


def numbered(place: int, title: str) -> str:
    """Return `title` with its number as documents of the reader's language have it, such as 一、总体情况."""
    if get_language() == "en":
        return f"{place}. {title}"
    return f"{_numeral(place)}、{title}"


def _numeral(place: int) -> str:
    tens, ones = divmod(place, 10)
    return f"{'十' if tens else ''}{_NUMERALS[ones - 1] if ones else ''}"


def numbered_below(place: int, title: str) -> str:
    """Return `title` with its number inside a chapter, such as （一）容缺受理."""
    return f"({place}) {title}" if get_language() == "en" else f"（{_numeral(place)}）{title}"
