"""One edition: as a page, as a PDF, and how far the making of the PDF has come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in
from accounts.models import User
from accounts.permissions import may
from digests.access import editions_for, get_edition_for
from digests.attachment import csv_of
from digests.cancelling import BUSY, STOPPED, cancel_renderings
from digests.document import LANGUAGES, LAYOUTS, file_name
from digests.models import Delivery, Edition, Rendering
from digests.presenting import context_of
from digests.services import record_opening
from digests.tasks import order_pdfs
from feedback.workflow import StateConflict
from jobs.charts import SCREEN


def _progress(edition: Edition) -> dict[str, object]:
    renderings = list(edition.renderings.defer("pdf"))
    states = {row.state for row in renderings}
    busy = bool(states & set(BUSY))
    # Editions that were built before there was a second layout lack it until it is ordered.
    lacking = not busy and len(renderings) < len(LANGUAGES) * len(LAYOUTS)
    return {
        "renderings": renderings,
        "busy": busy,
        "stopped": lacking or bool(states & set(STOPPED)),
        "made": sum(row.state == Rendering.State.READY for row in renderings),
        "fault": next((row.fault for row in renderings if row.fault), ""),
    }


def _reading(user: User, edition: Edition) -> dict[str, object]:
    """Return who has read the edition, and whether this user is still to say so."""
    readers = list(edition.acknowledgements.select_related("user"))
    reader = edition.released_on is not None and may(user, "digest.read", edition.unit_id)
    return {"readers": readers, "may_acknowledge": reader and user not in [row.user for row in readers]}


@login_required
@require_safe
def digest(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Show an edition with the figures, charts and tables of its PDF."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    record_opening(actor=user, edition=edition, form="page")
    revisions = editions_for(user).filter(unit=edition.unit, period=edition.period)
    rights = {"may_build": may(user, "digest.build", edition.unit_id)}
    # Figures lead to the problems behind them, for those who may open these.
    rights["may_open"] = may(user, "problem.read", edition.unit_id)
    rights["may_instruct"] = may(user, "instruction.give", edition.unit_id)
    rights["may_send_again"] = may(user, "digest.release", edition.unit_id)
    rights["may_release"] = edition.released_on is None and may(user, "digest.release", edition.unit_id)
    letters = Delivery.objects.filter(edition=edition).select_related("user") if rights["may_send_again"] else []
    context = {"revisions": revisions, "letters": letters, **rights, **_reading(user, edition)}
    return render(request, "digests/page.html", {**context_of(edition, SCREEN), **_progress(edition), **context})


@login_required
@require_safe
def digest_progress(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Show how far the PDFs are; the page of the edition asks for this part again and again while they are made."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    context = {"edition": edition, "may_build": may(user, "digest.build", edition.unit_id), **_progress(edition)}
    return render(request, "digests/parts/progress.html", context)


@login_required
@require_POST
def digest_cancel(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Stop the making of the PDFs."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    try:
        stopped = cancel_renderings(actor=user, edition=edition)
    except StateConflict:
        messages.error(request, _("The edition is released: its PDFs are made for those who wait for them."))
    else:
        words = (
            _("Stopped. The figures stay; the PDFs can be ordered again.")
            if stopped
            else _("The PDFs were made already.")
        )
        messages.success(request, words)
    return redirect("digest", edition_id=edition.pk)


@login_required
@require_POST
def digest_pdfs(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Order the PDFs that failed or were stopped anew."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    order_pdfs(actor=user, edition=edition)
    messages.success(request, _("The PDFs are being made."))
    return redirect("digest", edition_id=edition.pk)


@login_required
@require_safe
def digest_pdf(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Send the PDF in the language and layout asked for, else the official one in that of the address.

    Where it is not there yet, the page says why.
    """
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    asked, layout = request.GET.get("language") or get_language(), request.GET.get("layout")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    layout = layout if layout in LAYOUTS else LAYOUTS[0]
    ready = edition.renderings.filter(language=language, layout=layout, state=Rendering.State.READY).first()
    if ready is None:
        context = {"edition": edition, "may_build": may(user, "digest.build", edition.unit_id), **_progress(edition)}
        return render(request, "digests/not_ready.html", context, status=503)
    record_opening(actor=user, edition=edition, form="pdf")
    name = file_name(edition, language, layout)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)}
    return HttpResponse(bytes(ready.pdf or b""), content_type="application/pdf", headers=headers)


@login_required
@require_safe
def digest_csv(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Send the figures as a table, the same that lies inside the PDF."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    record_opening(actor=user, edition=edition, form="csv")
    name = f"{edition.unit.name}-{edition.period}-r{edition.revision}.csv"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(csv_of(edition.figures).content, content_type="text/csv; charset=utf-8", headers=headers)
