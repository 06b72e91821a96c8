"""The forms that take a tear-off code; own how a code that does not hold is told, and never store or log one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import lettering
from feedback import codes, receipts
from feedback.forms import choices
from feedback.forms.units import UnitField, offered_units
from feedback.services.claims import Refusal

MISTYPED = _("This code was mistyped: a character is wrong, missing or too many. Please compare it with your strip.")
RECEIPT = _("This is a receipt code. Asked for here is the code on a tear-off strip, which has four groups.")
REFUSALS: dict[Refusal, Promise] = {
    Refusal.UNKNOWN: _("No such code was printed here. Please compare it with your strip, or take another strip."),
    Refusal.USED: _(
        "This code was used already, and each holds once. If you have sent this very form before, it was counted."
    ),
    Refusal.EXPIRED: _("The sheet of this code is no longer good. Please take a strip from a new one."),
    Refusal.CONTRADICTS: _(
        "This code was printed for another unit than the one you named as your own. "
        "Name a larger one around it or none, or take a strip of your own unit."
    ),
    Refusal.IN_TEXT: _(
        "A tear-off code stands in your text. Please go back and take it out: it belongs in this field alone."
    ),
}


class CodeField(forms.CharField):
    """A tear-off code as people type it; cleans to its canonical form, or to nothing where it may be left out."""

    def clean(self, value: Any) -> str:
        """Return the code, or say that it cannot be one."""
        typed = str(value or "").replace("\x00", "")
        if not typed.strip():
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return ""
        try:
            return codes.parse(typed)
        except lettering.MistypedError:
            plain = lettering.plain(typed)
            whole = len(plain) == receipts.LENGTH and lettering.holds(plain)
            raise forms.ValidationError(RECEIPT if whole else MISTYPED, code="mistyped") from None


class CodeForm(forms.Form):
    """Asks for the code of a tear-off strip."""

    code = CodeField(
        label=_("Code on the tear-off strip"),
        help_text=_("Sixteen characters in four groups. Capitals, hyphens and spaces do not matter."),
        error_messages={"required": _("Please enter the code of a tear-off strip: without one this cannot be sent.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, demanded: bool = True, **kwargs: Any) -> None:
        """Leave it to the server to say what is missing; without `demanded` the code may be left out."""
        super().__init__(data, use_required_attribute=False, label_suffix="", **kwargs)
        self.fields["code"].required = self.demanded = demanded

    def refuse(self, refusal: Refusal) -> None:
        """Say beside the field why the code does not hold."""
        self.add_error("code", str(REFUSALS[refusal]))


class MeTooForm(CodeForm):
    """Asks a colleague for a code, which may be left out where a question is answered, and for the load in bands."""

    per_month = forms.ChoiceField(label=_("How often"), required=False)
    hours = forms.ChoiceField(label=_("How long each time"), required=False)
    own_unit = UnitField(
        label=_("Your own unit"), required=False, help_text=_("The larger the unit, the better you are hidden.")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Fill in the choices in the reader's language."""
        super().__init__(data, demanded=False, **kwargs)
        for name, options in (("per_month", choices.per_month()), ("hours", choices.hours())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = choices.Settled(options)
        own = self.fields["own_unit"]
        assert isinstance(own, UnitField)  # noqa: S101  # for the type checker
        own.offer(offered_units().own_unit)
