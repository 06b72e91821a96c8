"""Merging and splitting problems; each view is one act of the domain, and a refusal keeps all that was typed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from feedback import access
from feedback.models import Problem
from feedback.services.regrouping import merge_problem, split_problem, undo_merge
from feedback.views import problems
from feedback.views.acting import UNPROCESSABLE, accepted, here_of, quicker, sought, staff
from feedback.views.regroup_forms import merge_form, split_form
from feedback.workflow import StateConflict


@login_required
@require_POST
def merge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Merge the problem into another."""
    user = staff(request)
    problem = access.get_problem_for(user, key)
    form = merge_form(user, problem, request.POST, sought(request))
    if accepted(form, partial(merge_problem, problem=problem, actor=user)):
        messages.success(request, _("The problems are merged. It can be undone on this page."))
        return _to(request, form.cleaned_data["into"])
    return _refused(request, problem, merge=form)


@login_required
@require_POST
def unmerge(request: HttpRequest, key: UUID, merged: UUID) -> HttpResponse:
    """Undo a merge into the problem."""
    user = staff(request)
    problem = access.get_problem_for(user, key)
    try:
        undo_merge(problem=get_object_or_404(problem.merged, pk=merged), actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The merge is undone."))
    return _to(request, problem)


@login_required
@require_POST
def split(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a problem of its own from some of the reports."""
    user = staff(request)
    problem = access.get_problem_for(user, key)
    form = split_form(user, problem, request.POST)
    if accepted(form, partial(split_problem, problem=problem, actor=user)):
        messages.success(request, _("The reports chosen are a problem of their own now."))
        return _to(request, problem)
    return _refused(request, problem, split=form)


def _refused(request: HttpRequest, problem: Problem, **place: Any) -> HttpResponse:
    fresh = access.get_problem_for(staff(request), problem.pk)
    return problems.show(request, fresh, status=UNPROCESSABLE, **place)


def _to(request: HttpRequest, problem: Problem) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("problem_detail", args=[problem.pk]) + here_of(request))
