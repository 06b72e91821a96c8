"""The forms about what a recognised case must not touch: a notice to evaluators, and the check afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tolerance.forms.steps import LONGEST
from tolerance.models import EffectCheck
from tolerance.services.effects import Told
from tolerance.terms import EFFECTS

_LOCAL = {one.code for one in EFFECTS if one.local}


def _choices() -> list[tuple[str, Any]]:
    local = _("(local rule)")
    return [(code, f"{label} {local}" if code in _LOCAL else label) for code, label in EffectCheck.Evaluation.choices]


class NoticeForm(forms.Form):
    """Whom to tell of what, and when it counts."""

    office = forms.CharField(
        label=_("Who runs the evaluations"), max_length=60, help_text=_("The office that the letter is for.")
    )
    evaluations = forms.MultipleChoiceField(
        label=_("What the case must not touch"), choices=_choices, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label=_("Day of the next evaluation"), help_text=_("From this day on you are reminded to check it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """Return the service's arguments; the form must be valid."""
        return {"told": Told(**self.cleaned_data)}


class EffectCheckForm(forms.Form):
    """What the check showed."""

    result = forms.ChoiceField(
        label=_("Was it honoured?"), widget=forms.RadioSelect,
        choices=[("yes", _("Honoured")), ("no", _("Not honoured"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("What you found, and what was done"), required=False, max_length=LONGEST,
        help_text=_("Needed where it was not honoured."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """Return the service's arguments; the form must be valid."""
        return {"honoured": self.cleaned_data["result"] == "yes", "words": self.cleaned_data["words"]}
