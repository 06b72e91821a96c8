"""The register of tasks and one task beside it; owns how they are laid out for staff, and no rule."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import may_somewhere
from feedback import access
from feedback.at_hand import flags_for
from feedback.forms.tasks import TaskFilter
from feedback.models import Task
from feedback.register.access import (
    burdening,
    check_reads,
    duplicates_for,
    get_task_for,
    may_on_task,
    tasks_for,
)
from feedback.register.past import decisions_on, doubles_of, merged_into
from feedback.register.sums import costs_of
from feedback.selectors import hours_of
from feedback.views.acting import here_of, query_of, staff

PAGE_SIZE = 15
_MOST_SHOWN = 20


@login_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Show the tasks that the user may read."""
    return render(request, "feedback/tasks/page.html", listing(request))


@login_required
@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one task beside the register."""
    return show(request, get_task_for(staff(request), key))


def show(request: HttpRequest, task: Task, *, status: int = 200) -> HttpResponse:
    """Answer with the page of one task, with what the user may read of what points to it."""
    user = staff(request)
    pointing = access.reports_for(user).filter(register_task=task)
    context = {
        "task": task,
        "problems": access.problems_for(user).filter(register_task=task)[:_MOST_SHOWN],
        "reports": pointing.there()[:_MOST_SHOWN],
        "reported": hours_of(pointing, "register_task").get(task.pk),
        "again_known": task.again_of_id and tasks_for(user).filter(pk=task.again_of_id).exists(),
        "doubles": doubles_of(user, task),
        "decisions": decisions_on(task),
        "merged": merged_into(user, task)[:_MOST_SHOWN],
        "may_edit": task.live and may_on_task(user, "task.edit", task),
        "may_see": task.again_of_id and not task.flag_seen_by_id and may_on_task(user, "round.decide", task),
    }
    return render(request, "feedback/tasks/page.html", {**listing(request), **context}, status=status)


def listing(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the list: its filter and its page.

    Raises:
        PermissionDenied: the user reads no register at all.
    """
    user = staff(request)
    check_reads(user)
    narrower = TaskFilter(request.GET, units=burdening(user))
    found = narrower.narrow(tasks_for(user))
    rows = found.select_related("unit").order_by("asked_by", "name", "pk")
    return {
        "filter": narrower,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "costs": costs_of(found),
        "query": query_of(request, "page"),
        "here": here_of(request),
        "flagged": flags_for(user).count(),
        "doubled": duplicates_for(user).open().count(),
        "may_add": may_somewhere(user, "task.edit"),
    }
