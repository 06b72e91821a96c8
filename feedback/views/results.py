"""Takes in and hands out what others may take over from a remedy; owns the names under which files go, and no rule."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from feedback import access
from feedback.forms.results import ResultForm
from feedback.models import Result
from feedback.results import get_public_result, get_result_for, public_results
from feedback.services.results import add_result, remove_result
from feedback.views import problems
from feedback.views.acting import UNPROCESSABLE, accepted, staff
from jobs.rebuilding import Kind
from jobs.rebuilding.handing import handed

PAGE_SIZE = 20


@login_required
@require_POST
def attach(request: HttpRequest, key: UUID, remedy: int) -> HttpResponse:
    """Attach a file to a remedy of the problem."""
    user = staff(request)
    problem = access.get_problem_for(user, key)
    row = get_object_or_404(problem.remedies, pk=remedy)
    access.check_problem(user, "problem.implement", problem)  # before a stranger's file is worked on
    form = ResultForm(request.POST, request.FILES, prefix=f"result-{row.pk}")
    if accepted(form, partial(add_result, remedy=row, actor=user)):
        messages.success(request, _("The file is attached for others."))
        return redirect("problem_detail", key)
    return problems.show(request, problem, status=UNPROCESSABLE, attaching=(row.pk, form))


@login_required
@require_POST
def detach(request: HttpRequest, key: int) -> HttpResponse:
    """Take a file off its remedy."""
    result = get_result_for(staff(request), key)
    remove_result(result=result, actor=staff(request))
    messages.success(request, _("The file is removed."))
    return redirect("problem_detail", result.remedy.problem_id)


@login_required
@require_safe
def download(request: HttpRequest, key: int) -> HttpResponse:
    """Hand a file out to whoever may read its problem."""
    return _handed(get_result_for(staff(request), key))


@require_safe
def public(request: HttpRequest, key: int) -> HttpResponse:
    """Hand a file out to everybody, if its problem stands on the public board."""
    return _handed(get_public_result(key))


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Show everybody what remedies led to that other units may take over."""
    page = Paginator(public_results(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "feedback/board/taken_over.html", {"page": page, "query": ""})


def _handed(result: Result) -> HttpResponse:
    name = content_disposition_header(as_attachment=True, filename=f"{result.title}.{result.kind}")
    return handed(bytes(result.data), Kind(result.kind), name or "")
