"""The forms of an import: the file, and the preview that is confirmed; own limits and wording, never who may import."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from feedback.forms.work import WorkForm
from feedback.register.sheets import MOST_BYTES, Table, read_table

_SALT = "feedback.register.import"
_SECONDS = 3600


class ImportForm(WorkForm):
    """A file with tasks; cleans to its rows."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, help_text=_("CSV or XLSX, at most 1 MB and 1000 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )  # fmt: skip

    def clean_file(self) -> Table:
        """Return the rows of the file."""
        given: Any = self.cleaned_data["file"]
        data = given.read(MOST_BYTES + 1)
        # Of a file that is far too large only the beginning was kept; its size is the true one.
        return read_table(data, size=given.size)


class ConfirmForm(forms.Form):
    """The rows of a preview, as the server handed them out; cleans to the same rows."""

    rows = forms.CharField(widget=forms.HiddenInput)

    def clean_rows(self) -> Table:
        """Return the rows."""
        try:
            table: Table = signing.loads(self.cleaned_data["rows"], salt=_SALT, max_age=_SECONDS)
        except signing.BadSignature:
            raise ValidationError(_("The preview is too old. Please choose the file again.")) from None
        return table


def confirming(table: Table) -> ConfirmForm:
    """Return the form that confirms a preview of `table`."""
    return ConfirmForm(initial={"rows": signing.dumps(table, salt=_SALT, compress=True)})
