"""How handlers answer, for their leaders; owns the page, and tells shares in steps alone."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import may_somewhere
from feedback import anonymity
from feedback.replies import habits
from feedback.views.acting import staff


@login_required
@require_safe
def replies(request: HttpRequest) -> HttpResponse:
    """Show which share of each handler's answers are copied templates."""
    user = staff(request)
    if not may_somewhere(user, "reply.watch"):
        raise PermissionDenied
    context = {"habits": habits(user, timezone.localdate()), "floor": anonymity.cell_floor()}
    return render(request, "feedback/replies.html", context)
