"""Clean-up rounds: the list of them, and one round with its items; owns how they are laid out, and no rule."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may_somewhere, units_where
from feedback.at_hand import flags_for
from feedback.forms.cleanup import OpenForm
from feedback.models import Cleanup, CleanupItem
from feedback.register import rounds
from feedback.register.record import render_record
from feedback.services.cleanup import close_cleanup, open_cleanup
from feedback.taxonomy import Band
from feedback.views.acting import UNPROCESSABLE, accepted, quicker, staff
from feedback.workflow import StateConflict
from jobs.rendering import RenderingUnavailable

PAGE_SIZE = 25
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Line:
    """An item as lists show it."""

    position: int
    title: str
    departments: str
    pair: bool
    hours: Band | None
    decision: str
    reason: str


@login_required
@require_safe
def cleanups(request: HttpRequest) -> HttpResponse:
    """Show the rounds in the user's reach, and the form that opens one."""
    user = staff(request)
    if not may_somewhere(user, "round.read"):
        raise PermissionDenied
    return _list(request, OpenForm(units=rounds.openable_units(user, timezone.localdate())))


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    user, today = staff(request), timezone.localdate()
    if not may_somewhere(user, "round.decide"):
        raise PermissionDenied
    form = OpenForm(request.POST, units=rounds.openable_units(user, today))
    made: list[Cleanup] = []
    if accepted(form, lambda **values: made.append(open_cleanup(**values, actor=user, today=today))):
        return redirect("cleanup", made[0].pk)
    return _list(request, form, status=UNPROCESSABLE)


@login_required
@require_safe
def cleanup(request: HttpRequest, key: int) -> HttpResponse:
    """Show one round with its items."""
    user = staff(request)
    found = rounds.get_cleanup_for(user, key)
    page = Paginator(found.items.select_related("other"), PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "cleanup": found,
        "standing": rounds.standing(found),
        "page": page,
        "lines": [line(item) for item in page],
        "may_decide": rounds.may_decide(user, found),
        "next": rounds.next_open(found),
    }
    return render(request, "feedback/rounds/round.html", context)


@login_required
@require_POST
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close a round, so that its decisions take effect."""
    user = staff(request)
    try:
        close_cleanup(cleanup=rounds.get_cleanup_for(user, key), actor=user, today=timezone.localdate())
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The round is closed. Its decisions are in force, and the record is frozen."))
    return redirect("cleanup", key)


@login_required
@require_safe
def record(request: HttpRequest, key: int) -> HttpResponse:
    """Answer with the record of a closed round as a PDF."""
    found = rounds.get_cleanup_for(staff(request), key)
    if found.record is None:
        raise Http404
    try:
        pdf = render_record(found)
    except RenderingUnavailable as missing:
        return HttpResponse(str(missing), content_type="text/plain; charset=utf-8", status=UNAVAILABLE)
    name = f"{found.record['title']}{found.record['quarter']}.pdf"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def line(item: CleanupItem) -> Line:
    """Return an item as lists show it."""
    return Line(
        position=item.position,
        title=rounds.title_of(item),
        departments=" / ".join(task["asked_by"] for task in item.facts["tasks"]),
        pair=rounds.is_pair(item),
        hours=rounds.hours_of(item),
        decision=rounds.decision_of(item),
        reason=item.reason,
    )


def _list(request: HttpRequest, form: OpenForm, *, status: int = 200) -> HttpResponse:
    user = staff(request)
    led = units_where(user, "round.decide")
    context = {
        "page": Paginator(rounds.cleanups_for(user), PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form if led else None,
        "flagged": flags_for(user).select_related("unit", "again_of")[:PAGE_SIZE],
    }
    return render(request, "feedback/rounds/list.html", context, status=status)
