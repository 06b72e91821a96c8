"""Duplicate requests side by side; owns how they are laid out for staff, and no rule."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import units_where
from feedback.models import DuplicateRequest, Task
from feedback.register.access import check_reads, duplicates_for, get_duplicate_for
from feedback.register.pairs import Saving, reasons, saving
from feedback.register.past import asked_besides
from feedback.services.duplicates import dismiss_duplicate, restore_duplicate
from feedback.views.acting import query_of, quicker, staff
from feedback.workflow import StateConflict

PAGE_SIZE = 10
DISMISSED = "different"


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair as the page shows it: both tasks, why they seem the same, and what one request less would save."""

    pair: DuplicateRequest
    tasks: tuple[Task, Task]
    reasons: tuple[str, ...]
    saving: Saving | None
    may_say: bool
    besides: list[Task]


@login_required
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Show the duplicate requests among the tasks that the user may read."""
    user = staff(request)
    check_reads(user)
    different = request.GET.get("state") == DISMISSED
    rows = duplicates_for(user).filter(dismissed_by__isnull=not different)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    edited, besides = units_where(user, "task.edit"), asked_besides(user, list(page))
    context: dict[str, Any] = {
        "page": page,
        "shown": [_shown(pair, edited, besides[pair.pk]) for pair in page],
        "different": different,
        "query": query_of(request, "page"),
    }
    return render(request, "feedback/tasks/duplicates.html", context)


@login_required
@require_POST
def dismiss(request: HttpRequest, key: int) -> HttpResponse:
    """Say that two requests are not the same."""
    user = staff(request)
    try:
        dismiss_duplicate(pair=get_duplicate_for(user, key), actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("They are not shown as duplicates any more, until one of them is changed."))
    return HttpResponseRedirect(reverse("duplicates"))


@login_required
@require_POST
def restore(request: HttpRequest, key: int) -> HttpResponse:
    """Take back that two requests are not the same."""
    user = staff(request)
    try:
        restore_duplicate(pair=get_duplicate_for(user, key), actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("They are shown as duplicates again."))
    return HttpResponseRedirect(reverse("duplicates"))


def _shown(pair: DuplicateRequest, edited: set[int], besides: list[Task]) -> Shown:
    return Shown(
        pair=pair,
        tasks=(pair.first, pair.second),
        reasons=tuple(reasons(pair.facts)),
        saving=saving(pair.first, pair.second, pair.facts["shares"]),
        may_say=not edited.isdisjoint({pair.first.unit_id, pair.second.unit_id}),
        besides=besides,
    )
