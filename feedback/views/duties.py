"""The list of deadlines: what is late, due soon, risen or supervised; owns how it is laid out, and no rule."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import may_somewhere
from feedback.duties import duties_of, reports_unseen
from feedback.views.acting import query_of, staff
from jobs.workdays import current_calendar

PAGE_SIZE = 20


@login_required
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """Show one of the lists, and how long each of them is."""
    user, today = staff(request), timezone.localdate()
    if not may_somewhere(user, "problem.read"):
        raise PermissionDenied
    duties = duties_of(user, today)
    lists, counts = duties.lists(), duties.counts()
    chosen = request.GET.get("show", "")
    if chosen not in lists:
        chosen = next((name for name, count in counts.items() if count), next(iter(lists)))
    context = {
        "chosen": chosen,
        "counts": counts,
        "page": Paginator(lists[chosen], PAGE_SIZE).get_page(request.GET.get("page")),
        "query": query_of(request, "page"),
        "today": today,
        "unseen": reports_unseen(user, today),
        "unknown_year": current_calendar().first_unknown(today.year),
    }
    return render(request, "feedback/duties/late.html", context)
