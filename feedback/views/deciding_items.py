"""The sitting: one item of a round after the other, decided by buttons and undone; owns its order, and no rule."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from feedback.forms.cleanup import DecisionForm, UndoForm
from feedback.models import Cleanup, CleanupItem, Task
from feedback.register import rounds
from feedback.services.cleanup import decide_item, reopen_item, undo_decision
from feedback.taxonomy import REMEDIES
from feedback.views.acting import UNPROCESSABLE, accepted, quicker, staff
from feedback.views.cleanups import line
from feedback.workflow import StateConflict


@login_required
@require_safe
def item(request: HttpRequest, key: int, position: int) -> HttpResponse:
    """Show one item with the buttons that decide on it."""
    cleanup = rounds.get_cleanup_for(staff(request), key)
    return _show(request, cleanup, rounds.item_of(cleanup, position))


@login_required
@require_POST
def decide(request: HttpRequest, key: int, position: int) -> HttpResponse:
    """Decide on one item, and go on to the next that is open."""
    user = staff(request)
    cleanup = rounds.get_cleanup_for(user, key)
    found = rounds.item_of(cleanup, position)
    form = DecisionForm(request.POST, item=found)
    if not accepted(form, partial(decide_item, item=found, actor=user)):
        return _show(request, cleanup, rounds.item_of(cleanup, position), form=form, status=UNPROCESSABLE)
    kind = REMEDIES[form.cleaned_data["kind"]]
    messages.success(request, _("%(task)s: %(kind)s") % {"task": rounds.title_of(found), "kind": kind})
    following = rounds.next_open(cleanup, position)
    return redirect("cleanup", key) if following is None else redirect("cleanup_item", key, following)


@login_required
@require_POST
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Take the last decision back, and show its item again."""
    user = staff(request)
    cleanup = rounds.get_cleanup_for(user, key)
    form = UndoForm(request.POST)
    try:
        turn = form.cleaned_data["turn"] if form.is_valid() else 0
        found = undo_decision(cleanup=cleanup, turn=turn, actor=user)
    except StateConflict:
        messages.error(request, quicker())
        return redirect("cleanup", key)
    messages.success(request, _("The decision is taken back."))
    return redirect("cleanup_item", key, found.position)


@login_required
@require_POST
def reopen(request: HttpRequest, key: int, position: int) -> HttpResponse:
    """Take back the decision on one item, and show it again."""
    user = staff(request)
    cleanup = rounds.get_cleanup_for(user, key)
    try:
        reopen_item(item=rounds.item_of(cleanup, position), actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The decision is taken back."))
    return redirect("cleanup_item", key, position)


def _show(
    request: HttpRequest, cleanup: Cleanup, found: CleanupItem, *, form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    may, last = rounds.may_decide(staff(request), cleanup), rounds.last_decided(cleanup)
    standing = rounds.standing(cleanup)
    context: dict[str, Any] = {
        "cleanup": cleanup,
        "item": found,
        "line": line(found),
        "why": rounds.why(found),
        "tasks": _tasks(found),
        "form": form or (DecisionForm(item=found) if may and found.turn is None else None),
        "may_reopen": may and found.turn is not None,
        "standing": standing,
        "before": found.position - 1 or None,
        "after": found.position + 1 if found.position < standing.items else None,
        "undo": UndoForm(initial={"turn": last.turn}) if may and last else None,
        "last": line(last) if last else None,
    }
    return render(request, "feedback/rounds/item.html", context, status=status)


def _tasks(found: CleanupItem) -> list[Task]:
    """Return the tasks of an item as the register has them now, in the order in which they were found."""
    keys = [each["id"] for each in found.facts["tasks"]]
    rows = {str(task.pk): task for task in Task.objects.filter(pk__in=keys).select_related("unit")}
    return [rows[key] for key in keys if key in rows]
