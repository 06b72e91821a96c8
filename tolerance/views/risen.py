"""The list of late cases that have risen to a unit; owns how it is laid out, and no rule."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.permissions import may_somewhere
from tolerance.risen import risen_to

PER_PAGE = 20


@login_required
@require_safe
def cases_risen(request: HttpRequest) -> HttpResponse:
    """Show the late cases that rose to the units which the reader leads or oversees."""
    user = signed_in(request)
    if not may_somewhere(user, "case.risen"):
        raise PermissionDenied
    page = Paginator(risen_to(user, timezone.localdate()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "tolerance/risen.html", {"page": page, "pause": int(settings.LIMIT_RISE)})
