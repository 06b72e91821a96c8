"""The page on which a verifier or a member of the panel records findings."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tolerance import services
from tolerance.access import get_case_for
from tolerance.forms.findings import FindingsForm
from tolerance.services.findings import check_part
from tolerance.views.cases import overtaken, signed_in
from tolerance.workflow import OvertakenError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_findings(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the user's findings; by POST, save them, finished or not."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    try:
        check_part(user, case)
        form = FindingsForm(request.POST or None, case=case, author=user)
        if request.method == "POST" and form.is_valid():
            services.record_findings(actor=user, case=case, verdicts=form.verdicts())
            messages.success(request, _("Your findings are saved."))
            return redirect("case", case_id=case_id)
    except OvertakenError:
        return overtaken(request, case_id)
    if request.method != "POST":
        services.note_opened(actor=user, case=case)
    return render(request, "tolerance/findings.html", {"form": form, "case": case}, status=422 if form.errors else 200)
