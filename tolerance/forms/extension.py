"""The forms about time: asking for more of it, answering, and the limits of a unit."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tolerance.case_codes import found_in
from tolerance.forms.steps import LONGEST
from tolerance.models.case import state_name
from tolerance.procedure import PHASES, Phase
from tolerance.rules import in_days
from tolerance.services.steps import HOLDS_CODE


class ExtensionForm(forms.Form):
    """Asks for more time in one phase."""

    phase = forms.CharField(widget=forms.HiddenInput)
    days = forms.IntegerField(label=_("Days more"), min_value=1)
    reason = forms.CharField(
        label=_("Why the time is not enough"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, phase: Phase, **kwargs: Any) -> None:
        """Say how much may be asked for."""
        kwargs.setdefault("initial", {"phase": phase.state})
        kwargs.setdefault("auto_id", f"id_extend_{phase.state}_%s")
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("At most %(most)s, once.") % {"most": in_days(phase.extension, phase.unit)}
        self.fields["reason"].help_text = _("It stands in the letter to the applicant as you write it.")

    def clean_reason(self) -> str:
        """Keep codes out of what is stored."""
        words: str = self.cleaned_data["reason"]
        if found_in(words):
            raise forms.ValidationError(HOLDS_CODE)
        return words


class AnswerExtensionForm(forms.Form):
    """Grants or refuses it."""

    granted = forms.ChoiceField(
        label=_("Is the limit extended?"), widget=forms.RadioSelect, choices=[("yes", _("Yes")), ("no", _("No"))]
    )
    words = forms.CharField(
        label=_("What you say about it"), help_text=_("Needed where the limit is not extended."), required=False,
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """Return the service's arguments; the form must be valid."""
        return {"granted": self.cleaned_data["granted"] == "yes", "words": self.cleaned_data["words"]}


class CaseLimitsForm(forms.Form):
    """The days of each phase in one unit; empty takes those of the unit above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field for each phase, with its bounds."""
        super().__init__(*args, **kwargs)
        for state, phase in PHASES.items():
            words = _("From %(least)d to %(most)s; published: %(limit)d. Empty: as the unit above.")
            hint = words % {"least": phase.least, "most": in_days(phase.most, phase.unit), "limit": phase.limit}
            self.fields[state] = forms.IntegerField(
                label=format_lazy("{}", state_name(state)), help_text=hint, required=False,
                min_value=phase.least, max_value=phase.most,
            )  # fmt: skip
