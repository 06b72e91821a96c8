"""Writing the register; each view is one act of the domain, and a refusal keeps all that was typed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.permissions import may_somewhere
from feedback import access
from feedback.forms.tasks import PointForm, TaskForm
from feedback.models import Problem, Report, Task
from feedback.register.access import get_task_for, may_on_task
from feedback.services.opening import note_opened
from feedback.services.tasks import add_task, change_task, point_problem, point_report, see_flag
from feedback.taxonomy import burden_hours
from feedback.views.acting import UNPROCESSABLE, accepted, here_of, quicker, staff
from feedback.views.pointing import point_form
from feedback.workflow import StateConflict

FIELDS = ("name", "asked_by", "legal_basis", "data_items", "forms", "per_month", "hours", "people")
Source = Report | Problem | None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the empty form, or write a task into the register; `report` or `problem` in the address points to it."""
    user = staff(request)
    if not may_somewhere(user, "task.edit"):
        raise PermissionDenied
    source = _source(request, user)
    units = access.units_in_reach(user, "task.edit")
    form = TaskForm(
        request.POST if request.method == "POST" else None, prefix="task", units=units, initial=_initial(source, user)
    )
    made: list[Task] = []
    if form.is_bound and accepted(form, lambda **values: made.append(add_task(**values, source=source, actor=user))):
        messages.success(request, _again(made[0]) or _("The task stands in the register."))
        return redirect("task_detail", made[0].pk)
    if isinstance(source, Report):
        note_opened(actor=user, report=source)
        hours = burden_hours(source.hours, source.per_month, source.people)
        return _form_page(request, form, report=source, hours=hours)
    return _form_page(request, form, problem=source)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a task's form, or write it down anew."""
    user = staff(request)
    task = get_task_for(user, key)
    if not may_on_task(user, "task.edit", task):
        raise PermissionDenied
    initial = {name: getattr(task, name) for name in FIELDS}
    form = TaskForm(request.POST if request.method == "POST" else None, prefix="task", units=None, initial=initial)
    if form.is_bound and accepted(form, partial(change_task, task=task, actor=user)):
        messages.success(request, _("The task is written down anew."))
        return redirect("task_detail", task.pk)
    return _form_page(request, form, task=get_task_for(user, key))


@login_required
@require_POST
def seen(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that the leader has looked at a task that was ordered again."""
    user = staff(request)
    try:
        see_flag(task=get_task_for(user, key), actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The flag is taken down; the task's page still says what it orders again."))
    return HttpResponseRedirect(reverse("task_detail", args=[key]) + here_of(request))


@login_required
@require_POST
def report_task(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a report point to a task."""
    user = staff(request)
    report = access.get_report_for(user, key)
    _point(request, point_form(user, report, request.POST), partial(point_report, report=report, actor=user))
    return HttpResponseRedirect(reverse("report_detail", args=[key]) + here_of(request))


@login_required
@require_POST
def problem_task(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a problem point to a task."""
    user = staff(request)
    problem = access.get_problem_for(user, key)
    _point(request, point_form(user, problem, request.POST), partial(point_problem, problem=problem, actor=user))
    return HttpResponseRedirect(reverse("problem_detail", args=[key]) + here_of(request))


def _point(request: HttpRequest, form: PointForm, act: Any) -> None:
    if accepted(form, act):
        messages.success(request, _("It is noted which task this is about."))
    else:
        messages.error(request, _("Please choose a task of the register."))


def _source(request: HttpRequest, user: User) -> Source:
    try:
        if "report" in request.GET:
            return access.get_report_for(user, UUID(request.GET["report"]))
        if "problem" in request.GET:
            return access.get_problem_for(user, UUID(request.GET["problem"]))
    except ValueError:
        return None
    return None


def _initial(source: Source, user: User) -> dict[str, Any]:
    """Return what is no free text of a reporter, and the unit where there is one to choose."""
    units = list(access.units_in_reach(user, "task.edit")[:2])
    found: dict[str, Any] = {"unit": units[0].pk} if len(units) == 1 else {}
    if source is not None:
        found["asked_by"] = source.asked_by_unit.name if source.asked_by_unit else ""
    if isinstance(source, Problem) and source.asked_by:
        found["asked_by"] = source.asked_by
    return found


def _again(task: Task) -> str:
    if task.again_of is None:
        return ""
    return _("The task stands in the register. It was cancelled before: the leader sees that it is ordered again.")


def _form_page(request: HttpRequest, form: TaskForm, **context: Any) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "feedback/tasks/edit.html", {"form": form, **context}, status=status)
