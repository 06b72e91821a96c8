"""The forms of supervision and of limits; own what must be filled in and its wording, never who may act."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from feedback.forms.work import WorkForm
from feedback.models.clock import MOST_IMPLEMENT, MOST_LOOK, MOST_PROMISE


class SuperviseForm(WorkForm):
    """What a superior demands, and by when."""

    words = forms.CharField(
        label=_("What do you demand?"),
        help_text=_("All staff who may read the problem read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class RelieveForm(WorkForm):
    """Why a supervision is over."""

    words = forms.CharField(label=_("Why does it end?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


def _days(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=False, help_text=_("Empty: as the unit above.")
    )


class LimitsForm(WorkForm):
    """The limits of one unit in working days."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    look = _days(_("Until the first look"), MOST_LOOK)
    promise = _days(_("From there until the promise"), MOST_PROMISE)
    implement = _days(_("How far a promise may reach"), MOST_IMPLEMENT)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Take the units that are offered."""
        super().__init__(*args, **kwargs)
        self.offer_units("unit", units)
