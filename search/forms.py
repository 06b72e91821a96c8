"""The forms of the room; own labels and hints, never a rule: services check and name the field."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordsForm(forms.Form):
    """Words that mean the same, or one word that must stay whole."""

    words = forms.CharField(
        label=_("Words that mean the same"),
        max_length=300,
        help_text=_("Separated by spaces, such as 报表 表格. A single word is one that must not be cut apart."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
