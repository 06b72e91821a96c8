"""The choice of a unit on the report form; owns how hundreds of units are offered quickly, and no rule about them.

What is offered changes only with the tree of units, so the options of a list are written once for each tree and
language, and a form only marks the one that was chosen.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from accounts.tree import Tree, current_tree
from feedback import anonymity
from feedback.forms import choices

KEPT = 8  # two languages, and room for a tree that is being replaced


@dataclass(frozen=True, slots=True)
class Offer:
    """Units to choose from: by their number as text, and as the options of a list, with that of no choice in front."""

    units: dict[str, Unit]
    options: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What each of the form's three lists offers."""

    receiving_unit: Offer
    asked_by_unit: Offer
    own_unit: Offer


def offered_units() -> Offers:
    """Return what the policy lets a reporter choose from now, in the reader's language."""
    return offers_of(current_tree(), anonymity.unit_floor())


def offers_of(tree: Tree, floor: int) -> Offers:
    """Return what is offered of `tree` in the reader's language, where own units need at least `floor` staff."""
    return _offers(tree, floor, get_language())


@lru_cache(maxsize=KEPT)
def _offers(tree: Tree, floor: int, _language: str | None) -> Offers:
    return Offers(
        receiving_unit=_offer((unit for unit in tree.units if unit.receives_reports), gettext("Please choose")),
        asked_by_unit=_offer(tree.units, gettext("Not sure, or rather not say")),
        own_unit=_offer((unit for unit in tree.units if unit.staff_count >= floor), gettext("Rather not say")),
    )


def offered_in_reach(ids: Collection[int], empty: str) -> Offer:
    """Return the units with these ids in the order of the tree, after a choice of none with the words `empty`."""
    return _in_reach(current_tree(), frozenset(ids), empty)


@lru_cache(maxsize=4 * KEPT)
def _in_reach(tree: Tree, ids: frozenset[int], empty: str) -> Offer:
    return _offer((unit for unit in tree.units if unit.pk in ids), empty)


def _offer(rows: Iterable[Unit], empty: str) -> Offer:
    units = {str(unit.pk): unit for unit in rows}
    options = (_option(value, label) for value, label in choices.units(units.values(), empty))
    return Offer(units, "".join(options))


def _option(value: str, label: str) -> str:
    return f'<option value="{value}">{escape(label)}</option>'


class UnitSelect(forms.Widget):
    """A list whose options are written already."""

    options = ""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the list with the chosen unit marked."""
        mark = f'<option value="{escape(value or "")}"'
        options = self.options.replace(f"{mark}>", f"{mark} selected>", 1)
        about = flatatt({**self.attrs, **(attrs or {}), "name": name})
        return mark_safe(f"<select{about}>{options}</select>")  # noqa: S308  # each part is escaped above


class UnitField(forms.Field):
    """A unit out of those offered; cleans to a `Unit`, or None where nothing was chosen."""

    widget = UnitSelect
    default_error_messages: ClassVar = {"invalid_choice": _("Please choose one of the units on this page.")}
    units: Mapping[str, Unit] = {}

    def offer(self, offer: Offer) -> None:
        """Let a reporter choose out of `offer`."""
        assert isinstance(self.widget, UnitSelect)  # noqa: S101  # for the type checker
        self.units, self.widget.options = offer.units, offer.options

    def clean(self, value: Any) -> Unit | None:
        """Return the unit that was chosen.

        Raises:
            ValidationError: none was, though one must be, or one that is not offered.
        """
        super().clean(value)
        if not value:
            return None
        if value not in self.units:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.units[value]
