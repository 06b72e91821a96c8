"""The forms of the criteria's editor: a draft, one criterion, and the day on which a version takes effect."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tolerance.models import CriteriaSet, Criterion
from tolerance.services import Wording

# Control characters, half pairs, private characters and what is no character: no font shows them.
_PLAIN = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff]",
    _("It holds a character that cannot be shown. Please type it anew."), inverse_match=True,
)  # fmt: skip


class _LineField(forms.CharField):
    """One line of words that people and PDFs can show; line breaks and runs of blanks become one blank."""

    default_validators = [_PLAIN]  # as Django's own fields declare it

    def to_python(self, value: Any) -> str:
        """Return the words in one line."""
        return " ".join((super().to_python(value) or "").split())


def _longest(model: type[CriteriaSet | Criterion], name: str) -> int:
    return int(model._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]  # noqa: SLF001  # documented


def _area(model: type[CriteriaSet | Criterion], name: str, label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return _LineField(label=label, help_text=hint, max_length=_longest(model, name), widget=widget)


class DraftForm(forms.Form):
    """What a new version is called."""

    version = forms.SlugField(
        label=_("Version"), max_length=20,
        help_text=_("Letters, digits and hyphens, such as 2027-1. It stands in the address and never changes."),
    )  # fmt: skip
    title_zh = _LineField(label=_("Title in Chinese"), max_length=_longest(CriteriaSet, "title_zh"))
    title_en = _LineField(label=_("Title in English"), max_length=_longest(CriteriaSet, "title_en"))


class CriterionForm(forms.Form):
    """What a criterion says; its kind is chosen once, since its code tells it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Criterion.Kind.choices, widget=forms.RadioSelect)
    zh = _area(Criterion, "zh", _("In Chinese"))
    en = _area(Criterion, "en", _("In English"))
    basis = _area(Criterion, "basis", _("Legal basis"), _("As an official document would cite it."))
    verified = forms.BooleanField(
        label=_("The basis was read in its source and is national law or a published rule"), required=False,
        help_text=_("If not, the pages show the criterion as a local rule whose basis is to be confirmed."),
    )  # fmt: skip

    def __init__(self, *args: Any, criterion: Criterion | None = None, **kwargs: Any) -> None:
        """Begin with what the criterion says, if there is one."""
        if criterion:
            kwargs["initial"] = {name: getattr(criterion, name) for name in ("zh", "en", "basis", "verified")}
        super().__init__(*args, **kwargs)
        if criterion:
            del self.fields["kind"]

    def wording(self) -> Wording:
        """Return what was entered; the form must be valid."""
        return Wording(**{name: self.cleaned_data[name] for name in ("zh", "en", "basis", "verified")})


class PublishForm(forms.Form):
    """From when on a version is in force, and the fingerprint of what was read."""

    effective_on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Cases that are filed from this day on are judged by it. Earlier ones stay under their version."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer tomorrow."""
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].initial = timezone.localdate() + timedelta(days=1)

    def now_seen(self, fingerprint: str) -> None:
        """Take over the fingerprint of the draft that is shown again with the errors."""
        self.data = {**self.data.dict(), "seen": fingerprint} if isinstance(self.data, QueryDict) else self.data
