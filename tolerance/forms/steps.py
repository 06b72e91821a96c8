"""The forms of the steps of a case; the names of their fields are those of the service's arguments."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.models import Case
from tolerance.recusal import eligible
from tolerance.services.panel import Ruling
from tolerance.services.review import no_worse

LONGEST = 3000


class StepForm(forms.Form):
    """A step that needs nothing but the press of its button."""

    def __init__(self, *args: Any, case: Case, actor: User, **kwargs: Any) -> None:
        """Take the case and the actor, from which some forms draw their choices."""
        self.case, self.actor = case, actor
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the case."""

    def arguments(self) -> dict[str, Any]:
        """Return the service's arguments beside actor and case; the form must be valid."""
        return dict(self.cleaned_data)


def _text(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, widget=widget, required=required)


class ReasonForm(StepForm):
    """A step with a reason that the applicant will read."""

    reason = _text(_("Reason"), _("The applicant will read this."))


class WhatForm(StepForm):
    """What must be put right."""

    what = _text(_("What must be put right, by whom"))

    def prepare(self) -> None:
        """Begin with what the panel wrote."""
        self.fields["what"].initial = self.case.rectification


class ReportForm(StepForm):
    """What was put right."""

    report = _text(_("What was put right"))


class ResultForm(StepForm):
    """What the check of a correction showed."""

    holds = forms.ChoiceField(
        label=_("Does the correction hold?"), widget=forms.RadioSelect,
        choices=[("yes", _("It holds")), ("no", _("It does not hold: it is open again, with a new period"))],
    )  # fmt: skip
    result = _text(_("What the check showed"), _("Where it does not hold: what is still to be put right."))

    def arguments(self) -> dict[str, Any]:
        """Return the result, and whether the correction holds."""
        return {"result": self.cleaned_data["result"], "holds": self.cleaned_data["holds"] == "yes"}


class ClearingForm(StepForm):
    """What a letter says that clears a name, and how it is made known."""

    words = _text(_("What was reported and turned out to be unfounded"), _("It stands in the letter as you write it."))
    scope = forms.ChoiceField(
        label=_("How it is made known"), widget=forms.RadioSelect,
        choices=[
            ("letter", _("By letter")), ("face", _("Face to face")), ("meeting", _("At a meeting")),
            ("notice", _("By a public notice")),
        ],
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("The person has agreed to this"), required=True)


class PeopleForm(StepForm):
    """Chooses people who hold a right over the case's unit and are not recused."""

    right = ""
    name = ""

    def people(self) -> QuerySet[User]:
        """Return those who may be chosen."""
        return eligible(self.case, self.right)

    def prepare(self) -> None:
        """Offer only those who may sit on this case."""
        self.fields[self.name].queryset = self.people()  # type: ignore[attr-defined]


def _people(label: Any, hint: Any) -> "forms.ModelMultipleChoiceField[User]":
    return forms.ModelMultipleChoiceField(
        User.objects.none(), label=label, help_text=hint, widget=forms.CheckboxSelectMultiple
    )


class VerifiersForm(PeopleForm):
    """Chooses the verifiers."""

    right, name = "case.verify", "verifiers"
    verifiers = _people(
        _("Verifiers"), _("At least two. The applicant and people of the unit of the matter are not offered.")
    )


class PanelForm(PeopleForm):
    """Chooses the panel's members; the chair is whoever convenes it."""

    right, name = "case.decide", "members"
    members = _people(
        _("Members beside you"),
        _("You take the chair. With you an odd number, at least three. People who are recused are not offered."),
    )

    def people(self) -> QuerySet[User]:
        """Return those who may be chosen beside the chair."""
        return super().people().exclude(pk=self.actor.pk)


class ReviewersForm(PeopleForm):
    """Chooses those who review."""

    right, name = "case.decide", "reviewers"
    reviewers = _people(
        _("Reviewers"), _("An odd number, at least three. Nobody who had a part in the case before is offered.")
    )


class RulingForm(StepForm):
    """What the panel decided."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Case.Outcome.choices, widget=forms.RadioSelect)
    authority = forms.ChoiceField(
        label=_("This is a"), choices=Case.Authority.choices, widget=forms.RadioSelect,
        help_text=_("A recommendation goes to the body that has the power to decide."),
    )  # fmt: skip
    reason = _text(_("Reasons"), _("They stand in the letter as you write them."))
    departure = _text(
        _("Why the outcome departs from what the findings allow"), _("Only where it does."), required=False
    )
    rectification = _text(_("What must be put right"), _("Leave empty where nothing must."), required=False)

    def arguments(self) -> dict[str, Any]:
        """Return the ruling."""
        return {"ruling": Ruling(**self.cleaned_data)}


class ReviewForm(ReasonForm):
    """The outcome of a review, which is never worse."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    departure = _text(
        _("Why the outcome departs from what the findings allow"), _("Only where it does."), required=False
    )
    field_order = ("outcome", "reason", "departure")

    def prepare(self) -> None:
        """Offer what is no worse than before."""
        allowed = set(no_worse(self.case.outcome))
        choices = [(value, label) for value, label in Case.Outcome.choices if value in allowed]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class AppealForm(ReasonForm):
    """The answer to an appeal, which is never worse."""

    outcome = forms.ChoiceField(label=_("Outcome"), required=False, help_text=_("Leave empty where it stays."))
    field_order = ("outcome", "reason")

    def prepare(self) -> None:
        """Offer what is no worse than before."""
        allowed = set(no_worse(self.case.outcome))
        choices = [("", "—"), *(one for one in Case.Outcome.choices if one[0] in allowed)]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class VoteForm(StepForm):
    """One member's vote."""

    outcome = forms.ChoiceField(label=_("Your vote"), choices=Case.Outcome.choices, widget=forms.RadioSelect)
    opinion = _text(_("Opinion"), _("A dissenting opinion stays on file."), required=False)

    def prepare(self) -> None:
        """Offer a reviewer what is no worse than before."""
        if self.case.state == Case.State.REVIEW_REQUESTED:
            allowed = set(no_worse(self.case.outcome))
            choices = [(value, label) for value, label in Case.Outcome.choices if value in allowed]
            self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
