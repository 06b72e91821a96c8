"""The form that asks for an edition; owns what may be chosen, never who may build."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from digests.periods import Quarter, parse_quarter, recent_quarters

OFFERED = 8


def _indented(unit: Unit) -> str:
    return "　" * getattr(unit, "tree_depth", 0) + unit.name


class BuildForm(forms.Form):
    """A unit and one of the recent quarters."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    quarter = forms.TypedChoiceField(
        label=_("Quarter"), coerce=parse_quarter, help_text=_("A quarter that is not over counts up to today.")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], today: date, **kwargs: Any) -> None:
        """Offer `units` and the quarters up to that of `today`; the last one that is over comes first."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].label_from_instance = _indented  # type: ignore[attr-defined]
        quarters = recent_quarters(today, OFFERED)
        language = get_language() or ""
        self.fields["quarter"].choices = [(str(each), each.name(language)) for each in quarters]  # type: ignore[attr-defined]
        self.initial.setdefault("quarter", str(quarters[1]))

    def chosen(self) -> tuple[Unit, Quarter]:
        """Return what a valid form chose."""
        return self.cleaned_data["unit"], self.cleaned_data["quarter"]
