"""The forms of merging and splitting problems; own what must be filled in, never who may act."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from feedback.forms.proposals import RestateTogetherForm
from feedback.forms.work import WorkForm
from feedback.models import Problem
from feedback.models.querysets import ReportQuerySet


class MergeForm(WorkForm):
    """The problem that takes the reports. Shown are the likely ones; taken is any that is given as allowed."""

    into = forms.ModelChoiceField(
        label=_("Merge into"), queryset=Problem.objects.none(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Please choose a problem."), "invalid_choice": _("Please choose a problem.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, allowed: QuerySet[Problem], shown: Mapping[Problem, Sequence[str]], **kwargs: Any
    ) -> None:
        """Take the problems that are allowed, and those that are shown to choose from, each with what speaks for it."""
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        field.queryset = allowed
        field.choices = [
            (str(row.pk), " · ".join([row.title, str(row.get_state_display()), *reasons]))
            for row, reasons in shown.items()
        ]


class SplitForm(RestateTogetherForm):
    """Which reports become a problem of their own, and how it reads."""

    def __init__(self, *args: Any, members: ReportQuerySet, **kwargs: Any) -> None:
        """Take the reports that may be chosen; none is chosen at first."""
        super().__init__(*args, members=members, **kwargs)
        self.fields["reports"].initial = []
        self.fields["reports"].help_text = _("Those that tell of something else. At least one must stay.")
