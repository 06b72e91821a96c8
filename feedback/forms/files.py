"""The form of files; owns how many and which are taken and how a refusal is told. It keeps no name of a file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.services.rebuilding import FilesRefusedError
from jobs.rebuilding import Reason
from jobs.rebuilding.limits import file_count, file_limits, file_megabytes, file_total
from jobs.rebuilding.refusals import too_many, words_for

NO_ROOM = gettext_lazy(
    "So many files are coming in that none can be written anew just now. Please send once more in ten minutes, "
    "or without files: with the receipt code they can be added later."
)
_ACCEPTED = "image/jpeg,image/png,application/pdf"


class SeveralFiles(forms.FileInput):
    """A field in which several files can be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of a reporter; cleans to what came of them, at most as much of each as tells that it is too large."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        """Return the bytes of the files, or say that there are too many."""
        sent: list[UploadedFile[bytes]] = list(data or [])
        if len(sent) > file_count():
            raise forms.ValidationError(too_many(), code="many")
        most = file_limits().size + 1
        return [file.read(most) for file in sent]


class FilesForm(forms.Form):
    """Asks for files."""

    chosen = FilesField(label=gettext_lazy("Pictures or PDF documents"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None) -> None:
        """Say the limits before anything is chosen."""
        super().__init__(data, files, use_required_attribute=False, label_suffix="")
        self.fields["chosen"].widget.attrs["accept"] = _ACCEPTED
        limits = file_limits()
        self.fields["chosen"].help_text = _(
            "At most %(count)d at a time and %(total)d in all, each at most %(size)d MB: JPEG or PNG of at most "
            "%(pixels)d million pixels, or PDF of at most %(pages)d pages. Save office documents as PDF first."
        ) % {
            "count": file_count(),
            "total": file_total(),
            "size": file_megabytes(),
            "pixels": limits.pixels // 1_000_000,
            "pages": limits.pages,
        }

    def sent(self) -> list[bytes]:
        """Return the files of a valid form, as they came."""
        found: list[bytes] = self.cleaned_data["chosen"]
        return found

    def refuse(self, refused: FilesRefusedError) -> None:
        """Say beside the field which file cannot be taken, and why."""
        several = len(self.sent()) > 1
        for number, reason in refused.faults.items():
            words = str(NO_ROOM) if reason is Reason.BUSY and not number else words_for(reason)
            if number and several:
                words = _("File %(number)d: %(reason)s") % {"number": number, "reason": words}
            self.add_error("chosen", forms.ValidationError(words, code=reason))


def sent_files(request: HttpRequest) -> FilesForm:
    """Return the form with the files of a request; it is valid without any."""
    return FilesForm(request.POST, request.FILES)
