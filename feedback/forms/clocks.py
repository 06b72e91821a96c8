"""The forms of supervision and of limits; own what must be filled in and its wording, never who may act."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.forms.units import UnitField, offered_in_reach
from feedback.forms.work import WorkForm
from feedback.limits import Limits


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


def _days(label: Any) -> forms.IntegerField:
    """Return a field without bounds: the service knows them, and says them in working days."""
    return forms.IntegerField(label=label, required=False, widget=forms.NumberInput(attrs={"min": 1}))


class LimitsUnitForm(WorkForm):
    """Whose limits are looked at."""

    unit = UnitField(label=_("Unit"))

    def __init__(self, *args: Any, units: Collection[int], **kwargs: Any) -> None:
        """Take the ids of the units that are offered."""
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101  # for the type checker
        field.offer(offered_in_reach(units, str(_("Please choose"))))


class LimitsForm(WorkForm):
    """The limits of one unit in working days. What is left empty is inherited: each field says what that would be."""

    look = _days(_("Until the first look"))
    promise = _days(_("From there until the promise"))
    implement = _days(_("How far a promise may reach"))

    def __init__(self, *args: Any, above: Limits, **kwargs: Any) -> None:
        """Take what holds for the unit above."""
        super().__init__(*args, **kwargs)
        for name, count in asdict(above).items():
            self.fields[name].help_text = _("Empty: %(count)d, as where nothing else is set above.") % {"count": count}
