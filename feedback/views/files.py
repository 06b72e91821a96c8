"""Hands out the files of a report to its handlers; owns the names under which they go, and no rule.

A file is offered for download under a name that says nothing, with the type that it was written anew in.
"""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from feedback import access
from feedback.services.files import open_file
from feedback.views.acting import staff
from jobs.rebuilding import Kind
from jobs.rebuilding.handing import handed


@login_required
@require_safe
def download(request: HttpRequest, key: UUID, position: int) -> HttpResponse:
    """Hand out one file."""
    user = staff(request)
    opened = open_file(actor=user, file=access.get_file_for(user, key, position), preview=False)
    name = f"attachment-{position}.{opened.kind}"
    return handed(opened.data, opened.kind, f'attachment; filename="{name}"')


@login_required
@require_safe
def preview(request: HttpRequest, key: UUID, position: int) -> HttpResponse:
    """Show the small picture of one file."""
    user = staff(request)
    opened = open_file(actor=user, file=access.get_file_for(user, key, position), preview=True)
    return handed(opened.preview, Kind.JPEG, "inline")
