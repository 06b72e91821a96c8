"""The inbox and one report beside it; owns how released reports are laid out for their handlers, and no rule."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import may_somewhere, units_where
from feedback import access
from feedback.files.sealing import Note, unseal_note
from feedback.forms.filters import InboxFilter
from feedback.forms.work import AnswerForm, DeclineForm, JoinForm, RestateForm
from feedback.models import Problem, Report
from feedback.services.opening import note_opened
from feedback.suggesting import suggestions
from feedback.taxonomy import burden_hours
from feedback.views.acting import finding, here_of, query_of, sought, staff
from feedback.views.pointing import point_form
from feedback.workflow import may_move

PAGE_SIZE = 12
CANDIDATES = 8


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the reports of the units that the user serves."""
    return render(request, "feedback/inbox/page.html", listing(request))


@login_required
@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one report with its thread beside the list."""
    user = staff(request)
    report = access.get_report_for(user, key)
    note_opened(actor=user, report=report)
    return show(request, report)


def show(request: HttpRequest, report: Report, *, status: int = 200, **bound: Any) -> HttpResponse:
    """Answer with the page of one report; `bound` are forms that came back with errors, by their place."""
    user = staff(request)
    may_answer = not report.gone and access.may_on_report(user, "report.answer", report)
    free, declinable = (may_move(user, report, state) for state in (Report.State.TRIAGED, Report.State.DECLINED))
    forms = {
        "answer": AnswerForm(prefix="answer") if may_answer else None,
        "decline": DeclineForm(prefix="decline") if declinable else None,
        "restate": restate_form(report) if free else None,
        "join": join_form(request, report) if free else None,
    }
    context = {
        "report": report,
        "files": _files(report),
        "thread": report.messages.select_related("author"),
        "hours": burden_hours(report.hours, report.per_month, report.people),
        "may_leave": not report.gone and may_move(user, report, Report.State.RELEASED),
        "likely": suggestions(user, report) if free else None,
        **finding(request),
        **{name: bound.get(name, form) for name, form in forms.items()},
        "point": point_form(user, report) if may_answer else None,
        "failed": next(iter(bound), ""),
    }
    return render(request, "feedback/inbox/page.html", {**listing(request), **context}, status=status)


def _files(report: Report) -> list[tuple[int, Note]]:
    """Return place and note of each file; the files themselves stay sealed until somebody opens one."""
    return [(position, unseal_note(note)) for position, note in report.files.values_list("position", "note")]


def restate_form(report: Report, data: Any = None) -> RestateForm:
    """Return the form of a restatement, filled with what is no free text of the reporter."""
    asked_by = report.asked_by_unit.name if report.asked_by_unit else ""
    return RestateForm(data, prefix="restate", initial={"category": report.category, "asked_by": asked_by})


def join_form(request: HttpRequest, report: Report, data: Any = None) -> JoinForm:
    """Return the form of joining, showing the problems that come first: same category, then the newest."""
    user = staff(request)
    joinable = access.problems_for(user).joinable()
    return JoinForm(data, prefix="join", joinable=joinable, shown=_candidates(user, report, sought(request)))


def _candidates(user: User, report: Report, words: str) -> list[Problem]:
    near = Case(When(category=report.category, then=Value(0)), default=Value(1))
    rows = access.problems_for(user).joinable().saying(words)
    return list(rows.order_by(near, "-opened_on", "pk")[:CANDIDATES])


def listing(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the list: its filter and its page.

    Raises:
        PermissionDenied: the user reads no reports at all.
    """
    user = staff(request)
    if not may_somewhere(user, "report.read"):
        raise PermissionDenied
    narrower = InboxFilter(request.GET, units=units_where(user, "report.read"))
    found = narrower.narrow(access.reports_for(user)).order_by("-released_on", "pk")
    page = Paginator(found.values_list("pk", flat=True), PAGE_SIZE).get_page(request.GET.get("page"))
    # The rows with their words are read for this page alone: sorting thousands of them took longest of all.
    rows = Report.objects.select_related("receiving_unit", "confirmed_unit").in_bulk(list(page.object_list))
    shown: Any = page
    shown.object_list = [rows[key] for key in page.object_list if key in rows]
    return {"filter": narrower, "page": page, "query": query_of(request, "page", "find"), "here": here_of(request)}
