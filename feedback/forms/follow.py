"""The forms of a reporter who comes back; own how a mistyped receipt is told, and never store or log one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import lettering
from feedback import receipts
from feedback.forms.report import CleanText

MISTYPED = _("This receipt code was mistyped: a character is wrong, missing or too many. Please compare it once more.")


class ReceiptField(forms.CharField):
    """A receipt as people type it; cleans to its canonical form."""

    def clean(self, value: Any) -> str:
        """Return the receipt, or say that it cannot be one."""
        typed = str(value or "").replace("\x00", "")
        if not typed.strip():
            raise forms.ValidationError(_("Please enter your receipt code."), code="required")
        try:
            return receipts.parse(typed)
        except lettering.MistypedError:
            raise forms.ValidationError(MISTYPED, code="mistyped") from None


class ReceiptForm(forms.Form):
    """Asks for the receipt."""

    receipt = ReceiptField(
        label=_("Receipt code"),
        help_text=_("Twenty characters in five groups. Capitals, hyphens and spaces do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Leave it to the server to say what is missing, in the reader's language."""
        super().__init__(data, use_required_attribute=False, label_suffix="", **kwargs)


class MessageForm(forms.Form):
    """Asks for something to add."""

    text = CleanText(
        label=_("Add something"),
        min_length=2,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Please write something first."),
            "min_length": _("Please write a little more: at least %(limit_value)d characters."),
            "max_length": _(
                "Please shorten the text: at most %(limit_value)d characters, you have written %(show_value)d."
            ),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Leave it to the server to say what is missing, in the reader's language."""
        super().__init__(data, use_required_attribute=False, label_suffix="", **kwargs)
