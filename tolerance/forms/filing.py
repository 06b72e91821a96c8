"""The form in which an applicant sets a matter out."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from tolerance.models import Case, CriteriaSet, Criterion
from tolerance.services import Matter

MOST_WORDS = 5000


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MatterForm(forms.Form):
    """What happened, where and when, how the applicant sees it, and which situations it relies on."""

    title = forms.CharField(
        label=_("The matter in a few words"),
        max_length=80,
        help_text=_("Such as: relief paid before the papers were complete"),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit in which it happened"),
        empty_label=_("Choose a unit"),
        help_text=_("Nobody of this unit will verify or judge the case."),
    )
    date_of_act = forms.DateField(label=_("Day on which it happened"), widget=_day())
    facts = forms.CharField(
        label=_("What happened"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("In order: the task, what was decided and by whom, what went wrong, what was done about it."),
    )
    statement = forms.CharField(
        label=_("How you see it"),
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Why you acted as you did, what you knew then, and whether anybody gained by it."),
    )
    situations = forms.MultipleChoiceField(
        label=_("Situations that you rely on"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose at least one; choose all that fit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer all units and the situations of the case's own criteria set, or of the one in force."""
        case: Case | None = kwargs.pop("case", None)
        if case:
            kwargs["initial"] = _initial(case)
        super().__init__(*args, **kwargs)
        criteria = (case and case.criteria_set) or CriteriaSet.objects.in_force(timezone.localdate())
        rows = criteria.criteria.filter(kind=Criterion.Kind.SITUATION) if criteria else Criterion.objects.none()
        self.fields["situations"].choices = [(one.code, f"{one.code} {one}") for one in rows]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]

    def clean_date_of_act(self) -> Any:
        """Refuse days to come."""
        day = self.cleaned_data["date_of_act"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def matter(self) -> Matter:
        """Return what was entered; the form must be valid."""
        data = self.cleaned_data | {"situations": tuple(self.cleaned_data["situations"])}
        return Matter(**data)


def _initial(case: Case) -> dict[str, Any]:
    fields = ("title", "unit", "date_of_act", "facts", "statement")
    codes = [criterion.code for criterion in case.situations.all()]
    return {name: getattr(case, name) for name in fields} | {"situations": codes}
