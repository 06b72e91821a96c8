"""What a handler does with a report; each view is one act of the domain, and a refusal keeps all that was typed."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from feedback import access
from feedback.forms.work import AnswerForm, DeclineForm
from feedback.models import Report
from feedback.services.triage import answer_report, decline_report, join_report, leave_problem, open_problem
from feedback.views import inbox
from feedback.views.acting import UNPROCESSABLE, accepted, here_of, quicker, staff
from feedback.workflow import StateConflict


@login_required
@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer the reporter."""
    report = access.get_report_for(staff(request), key)
    form = AnswerForm(request.POST, prefix="answer")
    return _acted(request, report, {"answer": form}, act=answer_report, done=_("Your answer is in the thread."))


@login_required
@require_POST
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decline the report, with the reason and the right channel."""
    report = access.get_report_for(staff(request), key)
    form = DeclineForm(request.POST, prefix="decline")
    return _acted(
        request,
        report,
        {"decline": form},
        act=decline_report,
        done=_("The report is declined; the reporter reads why."),
    )


@login_required
@require_POST
def restate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Restate the report as a new problem."""
    report = access.get_report_for(staff(request), key)
    form = inbox.restate_form(report, request.POST)
    return _acted(
        request,
        report,
        {"restate": form},
        act=open_problem,
        done=_("The problem is open, and the report belongs to it."),
    )


@login_required
@require_POST
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    """Join the report to a problem."""
    report = access.get_report_for(staff(request), key)
    form = inbox.join_form(request, report, request.POST)
    return _acted(request, report, {"join": form}, act=join_report, done=_("The report now belongs to the problem."))


@login_required
@require_POST
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the report out of its problem."""
    user = staff(request)
    report = access.get_report_for(user, key)
    try:
        leave_problem(report=report, actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The report waits again."))
    return _back(request, report)


def _acted(
    request: HttpRequest, report: Report, place: dict[str, forms.Form], *, act: Callable[..., Any], done: str
) -> HttpResponse:
    actor, (form,) = staff(request), place.values()
    if accepted(form, partial(act, report=report, actor=actor)):
        messages.success(request, done)
        return _back(request, report)
    return inbox.show(request, access.get_report_for(actor, report.pk), status=UNPROCESSABLE, **place)


def _back(request: HttpRequest, report: Report) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("report_detail", args=[report.pk]) + here_of(request))
