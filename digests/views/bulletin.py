"""The bulletin on the public side: as a page, and as the PDF that the worker made last. Nothing is kept of a visit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from digests.bulletin import facts
from digests.models import Bulletin


@require_safe
def bulletin(request: HttpRequest) -> HttpResponse:
    """Show what was removed, what it saves, and what stays and why."""
    made = Bulletin.objects.filter(language=get_language()).exists()
    return render(request, "digests/bulletin.html", {**facts(timezone.localdate()), "made": made})


@require_safe
def bulletin_pdf(request: HttpRequest) -> HttpResponse:
    """Send the PDF in the language of the address.

    Raises:
        Http404: none was made yet.
    """
    row = Bulletin.objects.filter(language=get_language()).first()
    if row is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="bulletin-{row.made_on}.pdf"'}
    return HttpResponse(bytes(row.pdf), content_type="application/pdf", headers=headers)
