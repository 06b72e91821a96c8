"""The form in which a risky step is filed in advance."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from tolerance.services.prefiling import Planned

_MOST_WORDS = 3000


def _text(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, help_text=hint, max_length=_MOST_WORDS, widget=widget)


class PrefilingForm(forms.Form):
    """What is planned, what may go wrong, and what is done to keep that small."""

    title = forms.CharField(label=_("The step in a few words"), max_length=80)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit in which it will be taken"), empty_label=_("Choose a unit")
    )
    planned_on = forms.DateField(
        label=_("Day on which it will be taken"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today or later: what is filed in advance comes before the step."),
    )  # fmt: skip
    plan = _text(_("What will be done"), _("And why the usual way does not serve."))
    risks = _text(_("What may go wrong"), _("As openly as you can."))
    safeguards = _text(_("What is done to keep that small"), _("Who was asked, who watches, and when it is ended."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer all units."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]

    def clean_planned_on(self) -> Any:
        """Refuse days that have passed."""
        day = self.cleaned_data["planned_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("What is filed in advance is still to come: this day has passed."))
        return day

    def planned(self) -> Planned:
        """Return what was entered; the form must be valid."""
        return Planned(**self.cleaned_data)
