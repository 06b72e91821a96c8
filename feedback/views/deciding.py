"""What staff do with a problem; each view is one act of the domain, and a refusal keeps all that was typed."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from feedback import access
from feedback.forms.work import KeepForm
from feedback.models import Problem
from feedback.services.problems import (
    assign_problem,
    hand_back_problem,
    keep_problem,
    name_cause,
    publish_problem,
    unpublish_problem,
)
from feedback.services.remedies import implement_remedy, promise_remedy
from feedback.views import problems
from feedback.views.acting import UNPROCESSABLE, accepted, here_of, quicker, staff
from feedback.workflow import StateConflict


@login_required
@require_POST
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Assign the problem to a unit."""
    problem = access.get_problem_for(staff(request), key)
    form = problems.assign_form(request, problem, request.POST)
    return _filled_in(request, problem, {"assign": form}, act=assign_problem, done=_("The problem is assigned."))


@login_required
@require_POST
def cause(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say why the burden is there."""
    problem = access.get_problem_for(staff(request), key)
    form = problems.cause_form(problem, request.POST)
    return _filled_in(request, problem, {"cause": form}, act=name_cause, done=_("The cause is noted."))


@login_required
@require_POST
def promise(request: HttpRequest, key: UUID) -> HttpResponse:
    """Promise a remedy with its day."""
    problem = access.get_problem_for(staff(request), key)
    form = problems.promise_form(request, problem, request.POST)
    return _filled_in(request, problem, {"promise": form}, act=promise_remedy, done=_("The remedy is promised."))


@login_required
@require_POST
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decide that the burden stays, with the reason."""
    problem = access.get_problem_for(staff(request), key)
    form = KeepForm(request.POST, prefix="keep")
    done = _("The burden stays; the reason is on the public board.")
    return _filled_in(request, problem, {"keep": form}, act=keep_problem, done=done)


@login_required
@require_POST
def hand_back(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the problem back to who assigned it."""
    problem = access.get_problem_for(staff(request), key)
    return _pressed(request, problem, partial(hand_back_problem, problem=problem), _("The problem is open again."))


@login_required
@require_POST
def implement(request: HttpRequest, key: UUID, remedy: int) -> HttpResponse:
    """Say that a remedy was carried out."""
    problem = access.get_problem_for(staff(request), key)
    row = get_object_or_404(problem.remedies, pk=remedy)
    return _pressed(request, problem, partial(implement_remedy, remedy=row), _("The remedy counts as carried out."))


@login_required
@require_POST
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put the problem on the public board."""
    problem = access.get_problem_for(staff(request), key)
    return _pressed(request, problem, partial(publish_problem, problem=problem), _("It stands on the public board."))


@login_required
@require_POST
def unpublish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the problem off the public board."""
    problem = access.get_problem_for(staff(request), key)
    done = _("It is no longer on the public board.")
    return _pressed(request, problem, partial(unpublish_problem, problem=problem), done)


def _filled_in(
    request: HttpRequest, problem: Problem, place: dict[str, forms.Form], *, act: Callable[..., Any], done: str
) -> HttpResponse:
    actor, (form,) = staff(request), place.values()
    if accepted(form, partial(act, problem=problem, actor=actor)):
        messages.success(request, done)
        return _back(request, problem)
    return problems.show(request, access.get_problem_for(actor, problem.pk), status=UNPROCESSABLE, **place)


def _pressed(request: HttpRequest, problem: Problem, act: Callable[..., Any], done: str) -> HttpResponse:
    try:
        act(actor=staff(request))
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, done)
    return _back(request, problem)


def _back(request: HttpRequest, problem: Problem) -> HttpResponseRedirect:
    """Return to the problem, or to the list where it is out of the user's reach by now."""
    within = access.problems_for(staff(request)).filter(pk=problem.pk).exists()
    address = reverse("problem_detail", args=[problem.pk]) if within else reverse("problems")
    return HttpResponseRedirect(address + here_of(request))
