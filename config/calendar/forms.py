"""The form of a day of the calendar; owns what must be filled in, never who may."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.forms.work import WorkForm

# The years that the table takes.
PLAUSIBLE = range(2004, 2201)


class DayForm(WorkForm):
    """A day that differs from its week."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    worked = forms.TypedChoiceField(
        label=_("On this day people"),
        choices=[("0", _("are off (holiday)")), ("1", _("work (make-up day)"))],
        coerce=lambda value: value == "1",
    )
    words = forms.CharField(label=_("Why"), help_text=_("Such as the name of the holiday."), max_length=60)

    def clean_day(self) -> date:
        """Return the day, or say that its year cannot be meant."""
        day: date = self.cleaned_data["day"]
        if day.year not in PLAUSIBLE:
            raise forms.ValidationError(_("Please check the year."))
        return day
