"""Takes uploaded files into memory; owns how much is kept, and must never write a file, or keep a name unasked.

Django's own handlers put what is large into a temporary file, in the clear. This one keeps a file up to the limit,
counts what is beyond and lets it go, so that the form can say that it is too large and keep everything else.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class MemoryOnlyHandler(FileUploadHandler):
    """Keeps as many bytes of one request as all files together may have, and of each file no more than it may."""

    def __init__(self, request: Any = None) -> None:
        """Start with the whole room free."""
        super().__init__(request)
        self._room = settings.FILE_COUNT * (settings.FILE_BYTES + 1)
        self._kept = BytesIO()
        # Only the pages of named cases switch this on, where evidence is known by its name.
        self.keeps_names = False
        self._name = "file"

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  # Django names it so
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Refuse a body that is too large before it is read.

        Raises:
            RequestDataTooBig: it is.
        """
        if content_length > settings.UPLOAD_BODY_BYTES:
            raise RequestDataTooBig

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin the next file; the type that the browser gave it is not looked at, nor its name unless it is kept."""
        self._kept = BytesIO()
        self._name = file_name if self.keeps_names else "file"

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for."""
        piece = raw_data[: max(0, min(self._room, settings.FILE_BYTES + 1 - start))]
        self._room -= len(piece)
        self._kept.write(piece)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """Return the file; its name says nothing unless names are kept, its size is the true one, whatever was kept."""
        self._kept.seek(0)
        return UploadedFile(self._kept, self._name, size=file_size)
