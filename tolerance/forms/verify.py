"""The form by which anyone checks a letter; it is sent by GET, so that a QR can fill it in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """Number, check code, and a hash to compare."""

    number = forms.CharField(label=_("Number of the letter"), max_length=40, help_text=_("Such as 容错认〔2026〕1号"))
    code = forms.CharField(
        label=_("Check code"), max_length=20, help_text=_("At the foot of the letter, such as 7K2PM-X9QRT")
    )
    sha256 = forms.CharField(
        label=_("Fingerprint to compare"), max_length=90, required=False,
        help_text=_("The 64 signs at the foot of the letter. They change with every word of it."),
    )  # fmt: skip
