"""The form of a public answer; owns what must be filled in and its wording, never who may act."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from feedback.forms import choices
from feedback.forms.work import MARKDOWN_HINT, WorkForm


class PublicAnswerForm(WorkForm):
    """A question that comes again and again, and its answer."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    question = forms.CharField(
        label=_("Question"), help_text=_("In your own words, never a reporter's."), max_length=120
    )
    answer = forms.CharField(
        label=_("Answer"), help_text=MARKDOWN_HINT, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    category = forms.ChoiceField(label=_("Category"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Take the units that are offered."""
        super().__init__(*args, **kwargs)
        self.offer("category", choices.burdens())
        self.offer_units("unit", units)
