"""Hands out the files of a report to its handlers; owns the names and headers under which they go, and no rule.

A file is offered for download under a name that says nothing, with the type that it was written anew in, and in a
sandbox without rights, should a browser show it after all.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from feedback import access
from feedback.services.files import open_file
from feedback.views.acting import staff
from jobs.rebuilding import Kind

_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@login_required
@require_safe
def download(request: HttpRequest, key: UUID, position: int) -> HttpResponse:
    """Hand out one file."""
    user = staff(request)
    opened = open_file(actor=user, file=access.get_file_for(user, key, position), preview=False)
    name = f"attachment-{position}.{opened.kind}"
    return _handed(opened.data, opened.kind, f'attachment; filename="{name}"')


@login_required
@require_safe
def preview(request: HttpRequest, key: UUID, position: int) -> HttpResponse:
    """Show the small picture of one file."""
    user = staff(request)
    opened = open_file(actor=user, file=access.get_file_for(user, key, position), preview=True)
    return _handed(opened.preview, Kind.JPEG, "inline")


def _handed(data: bytes, kind: Kind, disposition: str) -> HttpResponse:
    headers = {
        "Content-Disposition": disposition,
        "Content-Security-Policy": _SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=kind.content_type, headers=headers)
