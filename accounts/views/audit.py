"""The audit trail, latest first, with the verdict on its chain."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import get_trail_for, signed_in
from accounts.audit import first_broken, head

PER_PAGE = 30


@login_required
@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """Show one page of the trail."""
    page = Paginator(get_trail_for(signed_in(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/audit.html", {"page": page, "broken": first_broken(), "head": head()})
