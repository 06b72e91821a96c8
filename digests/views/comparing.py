"""Two editions side by side: the form that asks which, and what they say."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.permissions import may
from digests.access import comparable_with, get_edition_for
from digests.comparing import chart, compare
from digests.forms import CompareForm
from digests.services import record_opening


@login_required
@require_safe
def digest_compare(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Show an edition beside another of the unit, or beside that of a unit next to it in the same period."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    form = CompareForm(
        request.GET if "with" in request.GET else None, edition=edition, rows=comparable_with(user, edition)
    )
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "digests/compare.html", {"edition": edition, "form": form}, status=status)
    other = get_edition_for(user, form.chosen())
    for each in (edition, other):
        record_opening(actor=user, edition=each, form="comparison")
    found = compare(edition, other)
    may_open = {"may_open": may(user, "problem.read", edition.unit_id)}
    charts = {"problems_chart": chart(found, found.problems), "work_chart": chart(found, found.work)}
    return render(
        request, "digests/compare.html", {"edition": edition, "form": form, "found": found, **charts, **may_open}
    )
