"""The form in which an applicant says more while the case is judged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tolerance.forms.steps import LONGEST


class StatementForm(forms.Form):
    """Statement and defence."""

    words = forms.CharField(
        label=_("What you say"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It is put under your statement, and stays there. Those who judge the case read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the field's identifier apart from those of other forms on the page."""
        kwargs.setdefault("auto_id", "id_statement_%s")
        super().__init__(*args, **kwargs)
