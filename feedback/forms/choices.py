"""What the report form offers to choose from; owns the wording and grouping of choices, never the codes."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from typing import Any

from django.utils.choices import BaseChoiceIterator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import Unit
from feedback.taxonomy import BURDENS, CAUSES, REMEDIES

Choices = list[tuple[str, Any]]
# So long is the code of a group of causes; those inside have one digit more.
_GROUP = 2


class Settled(BaseChoiceIterator):
    """Choices that are in order already, which Django would otherwise go through for every form."""

    def __init__(self, choices: Choices) -> None:
        """Keep `choices`, which nobody may change from then on."""
        self._choices = choices

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Go through them."""
        return iter(self._choices)


def _once_a_language(build: Callable[[], Choices]) -> Callable[[], Choices]:
    kept = cache(lambda _language: build())

    @wraps(build)
    def choices() -> Choices:
        return kept(get_language())

    return choices


@_once_a_language
def burdens() -> Choices:
    """Return all burdens in groups that a busy person can scan."""
    groups = {
        _("Meetings, papers, inspections"): ("B01", "B02", "B05", "B06", "B07", "B13"),
        _("Forms, data, apps"): ("B03", "B04", "B08"),
        _("Time and people"): ("B09", "B10", "B16"),
        _("Duties, targets, procedures"): ("B11", "B12", "B14", "B15", "B17", "B18"),
        _("Something else"): ("B99",),
    }
    return [(name, [(code, str(BURDENS[code])) for code in codes]) for name, codes in groups.items()]


@_once_a_language
def causes() -> Choices:
    """Return all causes in their groups, after the choice of none."""
    groups = [code for code in CAUSES if len(code) == _GROUP]
    found = {group: [code for code in CAUSES if code.startswith(group) and code != group] for group in groups}
    return [
        ("", _("Not known yet")),
        *((str(CAUSES[group]), [(code, str(CAUSES[code])) for code in codes]) for group, codes in found.items()),
    ]


@_once_a_language
def wishes() -> Choices:
    """Return all remedies as plain choices."""
    return [("", _("No particular wish")), *((term.code, str(term)) for term in REMEDIES.values())]


@_once_a_language
def per_month() -> Choices:
    """Return how often a burden comes."""
    return [
        ("", _("Rather not say")),
        ("<1", _("less than once a month")),
        ("1-3", _("1 to 3 times a month")),
        ("4-8", _("4 to 8 times a month (weekly or more)")),
        ("9-20", _("9 to 20 times a month")),
        (">20", _("every working day or more")),
    ]


@_once_a_language
def hours() -> Choices:
    """Return how long one occasion takes."""
    return [
        ("", _("Rather not say")),
        ("<0.5", _("less than half an hour")),
        ("0.5-2", _("half an hour to 2 hours")),
        ("2-4", _("2 to 4 hours")),
        ("4-8", _("4 to 8 hours")),
        (">8", _("more than 8 hours")),
    ]


@_once_a_language
def people() -> Choices:
    """Return how many are affected."""
    return [
        ("", _("Rather not say")),
        ("1", _("only me")),
        ("2-5", _("2 to 5 people")),
        ("6-10", _("6 to 10 people")),
        ("11-30", _("11 to 30 people")),
        (">30", _("more than 30 people")),
    ]


def units(rows: Iterable[Unit], empty: str) -> Choices:
    """Return units in the order of the tree, indented by depth, after the `empty` choice."""
    return [("", empty), *((str(unit.pk), "\u3000" * getattr(unit, "tree_depth", 0) + unit.name) for unit in rows)]


def staff(floor: int) -> str:
    """Return the words for the smallest unit that may be named."""
    return ngettext("%(count)d member of staff", "%(count)d members of staff", floor) % {"count": floor}
