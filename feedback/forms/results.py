"""The form of what others may take over; owns how a refused file is told beside the field. It keeps no names."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.forms.work import WorkForm
from jobs.rebuilding import Rebuilt, RefusedFileError, rebuild
from jobs.rebuilding.limits import file_limits, file_megabytes
from jobs.rebuilding.refusals import words_for

_ACCEPTED = "image/jpeg,image/png,application/pdf"


class ResultField(forms.FileField):
    """One file; cleans to what was written anew of it."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Rebuilt:
        """Return the file rebuilt, or say why it cannot be."""
        if data is None:
            raise forms.ValidationError(_("Please choose a file."), code="required")
        limits = file_limits()
        try:
            # No more is read than tells that it is too large.
            return rebuild(data.read(limits.size + 1), limits)
        except RefusedFileError as refused:
            raise forms.ValidationError(words_for(refused.reason), code=refused.reason) from None


class ResultForm(WorkForm):
    """A title and a file."""

    title = forms.CharField(
        label=gettext_lazy("What is it?"),
        help_text=gettext_lazy("Such as: merged form, standard procedure. Public with the problem."), max_length=80,
    )  # fmt: skip
    file = ResultField(label=gettext_lazy("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say the limits before anything is chosen."""
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = _ACCEPTED
        self.fields["file"].help_text = _(
            "JPEG, PNG or PDF of at most %(size)d MB and %(pages)d pages. It is written anew without hidden data."
        ) % {"size": file_megabytes(), "pages": file_limits().pages}
