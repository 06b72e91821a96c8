"""The forms about who may sit on a case: a declaration, an objection, and how a lead settles either."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance.bodies import body_in, sitting
from tolerance.forms.steps import LONGEST
from tolerance.models import Case


def _text(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, widget=widget)


class DeclareForm(forms.Form):
    """Says why one should not sit."""

    ground = _text(
        _("Why you should not sit on this case"), _("Such as kinship, an interest of your own, a part in it.")
    )

    def arguments(self) -> dict[str, Any]:
        """Return the service's arguments beside actor and case; the form must be valid."""
        return dict(self.cleaned_data)


class ObjectForm(DeclareForm):
    """Says who should not sit, and why."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Whom you object to"))
    ground = _text(_("Why"), _("What could keep this person from judging fairly. A lead decides and tells you why."))
    field_order = ("person", "ground")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        """Offer those who sit on the case now."""
        super().__init__(*args, **kwargs)
        body = body_in(case.state)
        people = [seat.user_id for seat in sitting(case, body)] if body else []
        self.fields["person"].queryset = User.objects.filter(pk__in=people).order_by("name")  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """Says whether a person is recused, and why."""

    upheld = forms.ChoiceField(
        label=_("May this person sit?"), widget=forms.RadioSelect,
        choices=[("yes", _("No: recused, and another is drawn")), ("no", _("Yes: the person stays"))],
    )  # fmt: skip
    reason = _text(_("Reason"), _("The person and whoever raised it will read this."))

    def arguments(self) -> dict[str, Any]:
        """Return the service's arguments beside actor and question; the form must be valid."""
        return {"upheld": self.cleaned_data["upheld"] == "yes", "reason": self.cleaned_data["reason"]}
