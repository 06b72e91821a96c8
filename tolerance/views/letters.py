"""Sends the PDF of a letter."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jobs.rendering import RenderingUnavailable
from tolerance import services
from tolerance.access import get_letter_for
from tolerance.letters import render_letter
from tolerance.views.cases import signed_in


@login_required
@require_safe
def letter_pdf(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Send the letter, or say what has to be installed."""
    user = signed_in(request)
    letter = get_letter_for(user, case_id, letter_id)
    services.note_opened(actor=user, case=letter.case, letter=letter)
    try:
        pdf = render_letter(letter)
    except RenderingUnavailable as missing:
        return render(request, "tolerance/no_pdf.html", {"letter": letter, "missing": missing}, status=503)
    name = f"{letter.data['title']} {letter.number}.pdf"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
