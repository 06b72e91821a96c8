"""The form of files; owns how many and which are taken and how a refusal is told. It keeps no name of a file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.files.limits import file_count, file_limits, file_megabytes
from feedback.files.refusals import too_many, words_for
from jobs.rebuilding import Rebuilt, RefusedFileError, rebuild

_ACCEPTED = "image/jpeg,image/png,application/pdf"


class SeveralFiles(forms.FileInput):
    """A field in which several files can be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of a reporter; cleans to what was written anew of them."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Rebuilt]:
        """Return the files rebuilt, or say of each why it cannot be."""
        sent: list[Any] = list(data or [])
        if len(sent) > file_count():
            raise forms.ValidationError(too_many(), code="many")
        rebuilt, faults = [], []
        for number, file in enumerate(sent, 1):
            try:
                rebuilt.append(_rebuilt(file))
            except RefusedFileError as refused:
                words = words_for(refused.reason)
                words = _("File %(number)d: %(reason)s") % {"number": number, "reason": words} if sent[1:] else words
                faults.append(forms.ValidationError(words, code=refused.reason))
        if faults:
            raise forms.ValidationError(faults)
        return rebuilt


def _rebuilt(file: "UploadedFile[bytes]") -> Rebuilt:
    limits = file_limits()
    # The handler kept no more than tells that it is too large.
    return rebuild(b"" if not file.size else file.read(limits.size + 1), limits)


class FilesForm(forms.Form):
    """Asks for files."""

    chosen = FilesField(label=gettext_lazy("Pictures or PDF documents"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None) -> None:
        """Say the limits before anything is chosen."""
        super().__init__(data, files, use_required_attribute=False, label_suffix="")
        self.fields["chosen"].widget.attrs["accept"] = _ACCEPTED
        self.fields["chosen"].help_text = _(
            "At most %(count)d, each at most %(size)d MB: JPEG, PNG or PDF of at most %(pages)d pages."
        ) % {"count": file_count(), "size": file_megabytes(), "pages": file_limits().pages}

    def rebuilt(self) -> list[Rebuilt]:
        """Return the files of a valid form, written anew."""
        found: list[Rebuilt] = self.cleaned_data["chosen"]
        return found


def sent_files(request: HttpRequest) -> FilesForm:
    """Return the form with the files of a request; it is valid without any."""
    return FilesForm(request.POST, request.FILES)
