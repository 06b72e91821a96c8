"""Takes and hands out evidence files; owns the names under which they go, and no rule."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in
from jobs.rebuilding import Kind
from jobs.rebuilding.handing import handed
from tolerance.access import get_case_for, get_evidence_for
from tolerance.forms.evidence import EvidenceForm
from tolerance.services import RefusedError
from tolerance.services.evidence import add_evidence, open_evidence, remove_evidence
from tolerance.views.cases import render_case
from tolerance.views.uploads import keeps_names


# The check reads the body, and must come after names are asked for: so it stands here and not in the middleware.
@csrf_exempt
@keeps_names
@csrf_protect
@login_required
@require_POST
def evidence_add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add files to a case, or show its page again with what is wrong beside the field."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_evidence(actor=user, case=case, files=form.taken())
        except RefusedError as refusal:
            form.add_error("chosen", str(refusal))
        else:
            messages.success(request, _("The files are on the case."))
            return redirect("case", case_id=case_id)
    return render_case(request, user, case, extra={"evidence_form": form})


@login_required
@require_POST
def evidence_remove(request: HttpRequest, case_id: UUID, position: int) -> HttpResponse:
    """Take a file back."""
    user = signed_in(request)
    remove_evidence(actor=user, file=get_evidence_for(user, case_id, position))
    messages.success(request, _("The file is removed."))
    return redirect("case", case_id=case_id)


@login_required
@require_safe
def evidence_file(request: HttpRequest, case_id: UUID, position: int) -> HttpResponse:
    """Hand out one file under its name."""
    user = signed_in(request)
    file = get_evidence_for(user, case_id, position)
    found = open_evidence(actor=user, file=file, preview=False)
    return handed(found.data, found.kind, content_disposition_header(as_attachment=True, filename=file.name) or "")


@login_required
@require_safe
def evidence_preview(request: HttpRequest, case_id: UUID, position: int) -> HttpResponse:
    """Show the small picture of one file."""
    user = signed_in(request)
    found = open_evidence(actor=user, file=get_evidence_for(user, case_id, position), preview=True)
    return handed(found.preview, Kind.JPEG, "inline")
