"""The pages of what is filed in advance: the list, the form, the confirmation as a page and as a PDF."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from jobs.rendering import RenderingFailed, RenderingUnavailable
from tolerance.access import get_prefiling_for, visible_prefilings
from tolerance.forms.prefiling import PrefilingForm
from tolerance.prefilings import TITLE, render_prefiling
from tolerance.services import RefusedError, note_prefiling_opened
from tolerance.services.prefiling import file_in_advance

_PER_PAGE = 20


@login_required
@require_safe
def prefilings(request: HttpRequest) -> HttpResponse:
    """List what was filed in advance."""
    user = signed_in(request)
    if user.admin_role:
        raise PermissionDenied
    rows = visible_prefilings(user).select_related("unit", "applicant", "case")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "tolerance/prefiling/list.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prefiling_new(request: HttpRequest) -> HttpResponse:
    """Show the form; by POST, confirm what was entered."""
    user = signed_in(request)
    if user.admin_role:
        raise PermissionDenied
    form = PrefilingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = file_in_advance(actor=user, planned=form.planned())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is confirmed under number {number}.").format(number=made.number))
            return redirect("prefiling", prefiling_id=made.pk)
    return render(request, "tolerance/prefiling/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def prefiling(request: HttpRequest, prefiling_id: UUID) -> HttpResponse:
    """Show one confirmation."""
    user = signed_in(request)
    found = get_prefiling_for(user, prefiling_id)
    note_prefiling_opened(actor=user, prefiling=found)
    return render(request, "tolerance/prefiling/page.html", {"prefiling": found})


@login_required
@require_safe
def prefiling_pdf(request: HttpRequest, prefiling_id: UUID) -> HttpResponse:
    """Send the confirmation, or its page, which prints as well, where no PDF can be made."""
    user = signed_in(request)
    found = get_prefiling_for(user, prefiling_id)
    note_prefiling_opened(actor=user, prefiling=found)
    try:
        pdf = render_prefiling(found)
    except (RenderingUnavailable, RenderingFailed) as missing:
        context = {"prefiling": found, "missing": missing}
        return render(request, "tolerance/prefiling/page.html", context, status=503)
    name = content_disposition_header(as_attachment=False, filename=f"{TITLE} {found.number}.pdf")
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name or "inline"})
