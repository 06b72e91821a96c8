"""The form in which a decided case is told as a lesson."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tolerance.deidentifying import suggested
from tolerance.models import Case, Precedent
from tolerance.scopes import FEWEST, TOO_FEW, holds
from tolerance.services.precedents import Lesson

LONGEST = 3000


def _text(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))


class LessonForm(forms.Form):
    """A lesson, begun from the case's own words with known names and days taken out."""

    title = forms.CharField(label=_("Title"), max_length=80)
    facts = _text(
        _("What happened"), _("Write 〔隐去〕 where something known was removed, 〔不详〕 where nobody knows.")
    )
    reasoning = _text(_("How it was judged"))
    lesson = _text(_("What others learn from it"))
    scope = forms.ChoiceField(
        label=_("Who may read it"), choices=Precedent.Scope.choices,
        help_text=_("The narrower, the easier its readers guess whom it is about: five staff must be possible."),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        """Fill in the lesson as it stands, or a first draft from the case."""
        told = getattr(case, "precedent", None)
        first = {"title": case.title, "facts": case.facts, "reasoning": case.reason, "lesson": case.rectification}
        words = {name: suggested(case, text) for name, text in first.items()} | {"scope": Precedent.Scope.PUBLIC}
        kwargs["initial"] = {name: getattr(told, name) for name in words} if told else words
        super().__init__(*args, **kwargs)
        self._unit = case.unit_id

    def clean_scope(self) -> str:
        """Refuse, beside the field, a circle in which too few staff are known."""
        scope = str(self.cleaned_data["scope"])
        if not holds(scope, self._unit):
            raise forms.ValidationError(str(TOO_FEW).format(fewest=FEWEST))
        return scope

    def told(self) -> Lesson:
        """Return the lesson; the form must be valid."""
        return Lesson(**self.cleaned_data)
