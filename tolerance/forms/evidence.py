"""The form of evidence files; owns how a refusal is told beside the field. Files keep the names they came under."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.rebuilding import Reason, Rebuilt, RefusedFileError, rebuild
from jobs.rebuilding.limits import file_count, file_limits, file_megabytes
from jobs.rebuilding.refusals import too_many, words_for

ACCEPTED = "image/jpeg,image/png,application/pdf"


class _Several(forms.FileInput):
    """A field in which several files can be chosen."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Evidence files; cleans to what was written anew of them, each with its name."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, Rebuilt]]:
        """Return the files rebuilt, or say of each why it cannot be."""
        sent: list[UploadedFile[bytes]] = list(data or [])
        if self.required and not sent:
            raise forms.ValidationError(_("Choose at least one file."), code="required")
        if len(sent) > file_count():
            raise forms.ValidationError(too_many(), code="many")
        taken, faults = [], []
        for file in sent:
            try:
                taken.append((file.name or "", _rebuilt(file)))
            except RefusedFileError as refused:
                faults.append(_fault(file.name or "", refused.reason))
        if faults:
            raise forms.ValidationError(faults)
        return taken


def _rebuilt(file: "UploadedFile[bytes]") -> Rebuilt:
    limits = file_limits()
    # The handler kept no more than tells that it is too large.
    return rebuild(b"" if not file.size else file.read(limits.size + 1), limits)


def _fault(name: str, reason: Reason) -> forms.ValidationError:
    busy = reason is Reason.BUSY
    words = _("Many files are being written anew just now. Please try once more.") if busy else words_for(reason)
    return forms.ValidationError(f"{name[:60]}: {words}" if name else words, code=reason)


class EvidenceForm(forms.Form):
    """Asks for evidence files."""

    chosen = EvidenceField(label=gettext_lazy("Pictures or PDF documents"))

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None, *, required: bool = True) -> None:
        """Say the limits before anything is chosen."""
        super().__init__(data, files, use_required_attribute=False)
        field = self.fields["chosen"]
        field.required = required
        field.widget.attrs["accept"] = ACCEPTED
        field.help_text = _(
            "At most %(count)d at a time, each at most %(size)d MB: JPEG, PNG or PDF of at most %(pages)d pages. They "
            "are written anew without hidden data, and keep their names."
        ) % {"count": file_count(), "size": file_megabytes(), "pages": file_limits().pages}

    def taken(self) -> list[tuple[str, Rebuilt]]:
        """Return the files of a valid form, each with its name."""
        found: list[tuple[str, Rebuilt]] = self.cleaned_data["chosen"]
        return found
