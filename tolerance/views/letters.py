"""Sends the PDF of a letter, and before it is issued what it would say; takes the applicant's word that it came."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from jobs.rendering import RenderingUnavailable
from tolerance import services
from tolerance.access import get_letter_for
from tolerance.letters import render_letter
from tolerance.models import Case
from tolerance.views.cases import signed_in


def verify_address(request: HttpRequest) -> str:
    """Return the address of the public page that checks a letter, for the QR on it."""
    with translation.override("zh-hans"):  # letters are in Chinese, and so is the page that their QR leads to
        path = reverse("verify")
    return (settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")).rstrip("/") + path


def _answer(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def previewed(request: HttpRequest, user: User, case: Case, act: Callable[[], object]) -> HttpResponse:
    """Send the letter that `act` would issue, which is not done, or say what has to be installed.

    Raises:
        Exception: whatever `act` raises; `services.RefusedError` where it issues no letter.
    """
    try:
        pdf = services.preview(actor=user, case=case, act=act)
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
        pdf = render_letter(letter, address=verify_address(request))
    except RenderingUnavailable as missing:
        return render(request, "tolerance/no_pdf.html", {"case": letter.case, "missing": missing}, status=503)
    return _answer(pdf, f"{letter.data['title']} {letter.number}.pdf")


@login_required
@require_POST
def letter_received(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Put on record that the applicant has a letter, and lead back to the case."""
    user = signed_in(request)
    letter = get_letter_for(user, case_id, letter_id)
    try:
        services.confirm_receipt(actor=user, letter=letter)
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is on record that you have received it."))
    return redirect("case", case_id=case_id)
