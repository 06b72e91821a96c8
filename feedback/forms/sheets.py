"""The forms around sheets of tear-off codes; own what must be filled in and its wording, never who may order."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from feedback.code_rules import MOST_SHEETS
from feedback.forms.work import WorkForm
from feedback.models import CodeRule


class OrderForm(WorkForm):
    """For whose staff, and how many posters."""

    unit = forms.ModelChoiceField(
        label=_("For the staff of"),
        queryset=Unit.objects.none(),
        help_text=_("Units too small to hide anyone are not offered: order for the one above, for all its staff."),
        error_messages={"required": _("Please choose the unit.")},
    )
    sheets = forms.IntegerField(
        label=_("Number of posters"),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=2,
        help_text=_("Each has ten strips. Rather too many than too few: everyone should be able to choose."),
        error_messages={"required": _("Please say how many posters."), "invalid": _("Please write a whole number.")},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Offer the units in reach."""
        super().__init__(*args, **kwargs)
        self.offer_units("unit", units)


class RuleForm(WorkForm):
    """What one receiving unit makes of codes."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), widget=forms.HiddenInput)
    rule = forms.ChoiceField(label=_("This unit"), choices=CodeRule.Rule.choices)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Accept the units whose rule may be set."""
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset = units
