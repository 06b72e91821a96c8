"""The form in which an applicant sets a matter out."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.permissions import may_somewhere
from tolerance.case_codes import found_in
from tolerance.models import Case, CriteriaSet, Criterion, Prefiling
from tolerance.services import Matter
from tolerance.services.filing import RIGHTS
from tolerance.services.steps import HOLDS_CODE

MOST_WORDS = 5000


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


_FOR_ANOTHER = ("filed_as", "concerned", "accountability_number")
# What may still be missing in a draft that is saved.
_LATER = ("facts", "situations", "concerned", "accountability_number")


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

    filed_as = forms.ChoiceField(
        label=_("Who asks for tolerance"), choices=Case.Filing.choices, initial=Case.Filing.PERSON,
        widget=forms.RadioSelect,
    )  # fmt: skip
    concerned = forms.CharField(
        label=_("Whose act it was"), max_length=60, required=False,
        help_text=_("Name and post. Only where you file for somebody else."),
    )  # fmt: skip
    accountability_number = forms.CharField(
        label=_("Number of the accountability procedure"), max_length=60, required=False,
        help_text=_("Only where the case is filed ex officio."),
    )  # fmt: skip
    prefiling = forms.ModelChoiceField(
        Prefiling.objects.none(), label=_("Filed in advance"), required=False, empty_label=_("It was not"),
        help_text=_("Then the case is accepted or declined within one working day."),
    )  # fmt: skip

    def __init__(self, *args: Any, applicant: User | None = None, final: bool = True, **kwargs: Any) -> None:
        """Offer all units and the situations of the case's own criteria set, or of the one in force.

        Args:
            args: as any form.
            applicant: who files; None without an account.
            final: False where the matter is saved as a draft, in which some things may still be missing.
            kwargs: as any form, and the `case`, if there is one.
        """
        case: Case | None = kwargs.pop("case", None)
        if case:
            kwargs["initial"] = _initial(case)
        super().__init__(*args, **kwargs)
        self._final = final
        self._fit_to(applicant, case)
        criteria = (case and case.criteria_set) or CriteriaSet.objects.in_force(timezone.localdate())
        rows = criteria.criteria.filter(kind=Criterion.Kind.SITUATION) if criteria else Criterion.objects.none()
        self.fields["situations"].choices = [(one.code, f"{one.code} {one}") for one in rows]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]

    def _fit_to(self, applicant: User | None, case: Case | None) -> None:
        """Leave out what is not for this applicant."""
        choices = [value for value, right in RIGHTS.items() if applicant and may_somewhere(applicant, right)]
        for name in _FOR_ANOTHER:
            if not choices:
                del self.fields[name]
        if choices:
            kept = {Case.Filing.PERSON, *choices}
            self.fields["filed_as"].choices = [pair for pair in Case.Filing.choices if pair[0] in kept]  # type: ignore[attr-defined]
        unused = Prefiling.objects.filter(applicant=applicant).filter(Q(case=None) | Q(case=case))
        if applicant is None or not unused.exists():
            del self.fields["prefiling"]
        else:
            self.fields["prefiling"].queryset = unused  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """Check what was entered; a draft may be saved unfinished."""
        needed = {name: self.fields[name].required for name in _LATER if name in self.fields}
        if not self._final:
            for name in needed:
                self.fields[name].required = False
        super().full_clean()
        for name, required in needed.items():
            self.fields[name].required = required

    def clean(self) -> dict[str, Any]:
        """Ask for what filing for somebody else needs, and keep codes out of what is stored."""
        data = super().clean() or {}
        for name in ("title", "facts", "statement"):
            if found_in(data.get(name) or ""):
                self.add_error(name, HOLDS_CODE)
        filed_as = data.get("filed_as", Case.Filing.PERSON)
        if filed_as != Case.Filing.PERSON and not data.get("concerned"):
            self.add_error("concerned", _("Say whose act it was."))
        if filed_as == Case.Filing.EX_OFFICIO and not data.get("accountability_number"):
            self.add_error("accountability_number", _("Give the number of the accountability procedure."))
        return data

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
    fields = ("title", "unit", "date_of_act", "facts", "statement", *_FOR_ANOTHER, "prefiling")
    codes = [criterion.code for criterion in case.situations.all()]
    return {name: getattr(case, name) for name in fields} | {"situations": codes}
