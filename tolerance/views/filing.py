"""The pages on which an applicant sets a matter out: a new one, one still in the applicant's hands, and more on it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from tolerance import services
from tolerance.access import get_case_for
from tolerance.forms.filing import MatterForm
from tolerance.forms.statement import StatementForm
from tolerance.models import Case
from tolerance.views.cases import render_case, signed_in

METHODS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(METHODS)
def case_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new case; by POST, save it as a draft or submit it."""
    user = signed_in(request)
    if user.admin_role:
        raise PermissionDenied
    return _form(request, user, None)


@login_required
@require_http_methods(METHODS)
def case_edit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the form of a draft or of a case for which more was asked; by POST, save or submit it."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    if case.applicant_id != user.pk or case.state not in (Case.State.DRAFT, Case.State.SUPPLEMENT):
        raise PermissionDenied
    return _form(request, user, case)


def _form(request: HttpRequest, user: User, case: Case | None) -> HttpResponse:
    form = MatterForm(request.POST or None, case=case, applicant=user, final="submit" in request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(user, case, form, submit="submit" in request.POST)
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            done = _("The case is submitted.") if "submit" in request.POST else _("The draft is saved.")
            messages.success(request, done)
            return redirect("case", case_id=saved.pk)
    status = 422 if form.errors else 200
    return render(request, "tolerance/filing.html", {"form": form, "case": case}, status=status)


def _save(user: User, case: Case | None, form: MatterForm, *, submit: bool) -> Case:
    if case is None:
        return services.file_case(actor=user, matter=form.matter(), submit=submit)
    return services.revise_case(actor=user, case=case, matter=form.matter(), submit=submit)


@login_required
@require_POST
def case_statement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put a statement of the applicant on a case that is being judged, or show its page again with what is wrong."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    form = StatementForm(request.POST)
    if form.is_valid():
        try:
            services.add_statement(actor=user, case=case, words=form.cleaned_data["words"])
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is on the case now, and those who judge it read it."))
            return redirect("case", case_id=case_id)
    elif case.applicant_id != user.pk:
        raise PermissionDenied
    return render_case(request, user, case, extra={"statement_form": form})
