"""The specimens of the style guide; owns made-up forms and lists, and nothing that anyone stores."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

CHOICES = [("a", _("One")), ("b", _("Two")), ("c", _("Three"))]


class SpecimenForm(forms.Form):
    """One field of every kind."""

    text = forms.CharField(label=_("A line"), help_text=_("A hint stands between label and field."))
    words = forms.CharField(label=_("Several lines"), widget=forms.Textarea, required=False)
    one = forms.ChoiceField(
        label=_("One of few"), choices=CHOICES, widget=forms.RadioSelect, help_text=_("Tap a card.")
    )
    many = forms.MultipleChoiceField(
        label=_("Several of few"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    select = forms.ChoiceField(label=_("One of many"), choices=CHOICES)
    yes = forms.BooleanField(label=_("Yes or no"), required=False)


def specimens() -> dict[str, Any]:
    """Return what the style guide shows: a form with faults, steps, and the middle page of a list."""
    form = SpecimenForm({"many": ["b"], "select": "a"})
    form.full_clean()
    steps = [_("Write"), _("Check"), _("Keep the receipt and send")]
    return {"form": form, "steps": steps, "page": Paginator(range(30), 10).page(2)}
