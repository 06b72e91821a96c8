"""The forms of a proposed group: which reports, into which problem; own what must be filled in, never who may act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.forms.work import JoinForm, RestateForm
from feedback.models import Report
from feedback.models.querysets import ReportQuerySet

_NONE = {"required": _("Please choose at least one report.")}


class _Chosen(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no type argument at run time
    """Reports to choose from, each shown by its first words."""

    def label_from_instance(self, obj: Report) -> str:
        """Return the first words of a report with its day."""
        return f"{obj.released_on:%Y-%m-%d} · {obj.words[:40]}"


def _reports(members: ReportQuerySet) -> _Chosen:
    return _Chosen(
        label=_("Reports to take together"), queryset=members, widget=forms.CheckboxSelectMultiple,
        initial=list(members), error_messages=_NONE,
        help_text=_("Uncheck those that tell of something else; they go on waiting."),
    )  # fmt: skip


class RestateTogetherForm(RestateForm):
    """Several reports as one problem in the handler's own words."""

    def __init__(self, *args: Any, members: ReportQuerySet, **kwargs: Any) -> None:
        """Take the reports that may be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["reports"] = _reports(members)
        self.order_fields(["reports"])


class JoinTogetherForm(JoinForm):
    """Several reports and the problem that they join."""

    def __init__(self, *args: Any, members: ReportQuerySet, **kwargs: Any) -> None:
        """Take the reports that may be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["reports"] = _reports(members)
        self.order_fields(["reports"])
