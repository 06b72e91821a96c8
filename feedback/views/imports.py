"""The register as a file: template, export, import with a preview; owns how they are laid out, and no rule."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import may_somewhere
from feedback import access
from feedback.forms.imports import ConfirmForm, ImportForm, confirming
from feedback.forms.tasks import TaskFilter
from feedback.register.access import burdening, check_reads, tasks_for
from feedback.register.columns import ADDED, COLUMNS, band_word, cells_of
from feedback.register.importing import Plan, plan
from feedback.register.sheets import Table, write_csv, write_workbook
from feedback.services.imports import import_tasks
from feedback.views.acting import UNPROCESSABLE, quicker, staff
from feedback.workflow import StateConflict

_EXAMPLE = {"per_month": "4-8", "hours": "0.5-2", "people": "2-5"}
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Answer with the tasks that the user may read, as the filter of the address leaves them, as CSV."""
    user = staff(request)
    check_reads(user)
    rows = TaskFilter(request.GET, units=burdening(user)).narrow(tasks_for(user))
    shown = [cells_of(task) for task in rows.select_related("unit").order_by("asked_by", "name", "pk")]
    headings = [column.heading for column in (*COLUMNS, *ADDED)]
    return as_file(write_csv([headings, *shown]), CSV, _("Task register") + ".csv")


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with a file that holds the headings and one example."""
    _check(staff(request))
    rows = [[column.heading for column in COLUMNS], _example(staff(request))]
    name = _("Template of the task register")
    if kind == "csv":
        return as_file(write_csv(rows), CSV, f"{name}.csv")
    if kind == "xlsx":
        return as_file(write_workbook(rows, _("Tasks")), XLSX, f"{name}.xlsx")
    raise Http404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for a file, or show what it would change."""
    user = staff(request)
    _check(user)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        return _preview(request, form, form.cleaned_data["file"])
    return _show(request, form, status=UNPROCESSABLE if form.is_bound else 200)


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Take a preview over."""
    user = staff(request)
    _check(user)
    form, again = ConfirmForm(request.POST), ImportForm()
    if not form.is_valid():
        messages.error(request, _("The preview is too old. Please choose the file again."))
        return _show(request, again, status=UNPROCESSABLE)
    try:
        # It is planned anew: rights and register may have changed since.
        written = import_tasks(plan=_planned(user, form.cleaned_data["rows"]), actor=user)
    except ValidationError:
        return _preview(request, again, form.cleaned_data["rows"])
    except StateConflict:
        messages.error(request, quicker())
        return _preview(request, again, form.cleaned_data["rows"])
    done = ngettext("%(count)d task was taken over.", "%(count)d tasks were taken over.", written)
    messages.success(request, done % {"count": written})
    return redirect("tasks")


def _check(user: User) -> None:
    if not may_somewhere(user, "task.edit"):
        raise PermissionDenied


def _planned(user: User, table: Table) -> Plan:
    return plan(table, list(access.units_in_reach(user, "task.edit")))


def _preview(request: HttpRequest, form: forms.Form, table: Table) -> HttpResponse:
    try:
        planned = _planned(staff(request), table)
    except ValidationError as error:
        # A preview that is confirmed holds no file any more to stand beside.
        if form.is_bound:
            form.add_error("file", error)
        else:
            messages.error(request, error.messages[0])
        return _show(request, form, status=UNPROCESSABLE)
    confirmation = None if planned.wrong else confirming(table)
    status = UNPROCESSABLE if planned.wrong else 200
    return _show(request, ImportForm(), status=status, plan=planned, confirmation=confirmation)


def _show(request: HttpRequest, form: forms.Form, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "feedback/tasks/import.html", {"form": form, "columns": COLUMNS, **context}, status=status)


def _example(user: User) -> list[str]:
    unit = access.units_in_reach(user, "task.edit").first()
    words = [_("Home visits to people over eighty"), _("County civil affairs bureau"), unit.name if unit else ""]
    facts = [_("Notice 12 of 2024"), _("name, address, telephone"), _("visit form")]
    return [*words, *facts, *(band_word(field, code) for field, code in _EXAMPLE.items())]


def as_file(data: bytes, kind: str, name: str) -> HttpResponse:
    """Return an answer that the browser saves as a file called `name`."""
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(data, content_type=kind, headers=headers)
