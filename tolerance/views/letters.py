"""Sends the PDF of a letter, also before it is issued to whoever is about to."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jobs.rendering import RenderingUnavailable
from tolerance import services
from tolerance.access import get_case_for, get_letter_for
from tolerance.letters import render_letter, render_preview
from tolerance.models import Letter
from tolerance.views.cases import signed_in
from tolerance.workflow import steps_for

# Which letter a step issues that can be looked at before.
PREVIEWS = {"accepted": Letter.Kind.ACCEPTANCE, "notified": Letter.Kind.DECISION, "correcting": Letter.Kind.CORRECTION}


def _verify_address(request: HttpRequest) -> str:
    with translation.override("zh-hans"):  # letters are in Chinese, and so is the page that their QR leads to
        path = reverse("verify")
    return (settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")).rstrip("/") + path


def _answer(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@login_required
@require_safe
def letter_preview(request: HttpRequest, case_id: UUID, target: str) -> HttpResponse:
    """Send the letter that a step would issue, to whoever may take that step; it is not kept."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    if target not in PREVIEWS:
        raise Http404
    if target not in {step.target for step in steps_for(user, case)}:
        raise PermissionDenied
    try:
        pdf = render_preview(case, PREVIEWS[target], on=timezone.localdate())
    except RenderingUnavailable as missing:
        return render(request, "tolerance/no_pdf.html", {"case": case, "missing": missing}, status=503)
    return _answer(pdf, f"{case.number}.pdf")


@login_required
@require_safe
def letter_pdf(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Send the letter, or say what has to be installed."""
    user = signed_in(request)
    letter = get_letter_for(user, case_id, letter_id)
    services.note_opened(actor=user, case=letter.case, letter=letter)
    try:
        pdf = render_letter(letter, address=_verify_address(request))
    except RenderingUnavailable as missing:
        return render(request, "tolerance/no_pdf.html", {"case": letter.case, "missing": missing}, status=503)
    return _answer(pdf, f"{letter.data['title']} {letter.number}.pdf")
