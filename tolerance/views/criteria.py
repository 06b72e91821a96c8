"""The public pages of the criteria; they know no user, no session and no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tolerance.access import get_public_criteria
from tolerance.models import CriteriaSet, Criterion


def _page(request: HttpRequest, criteria: CriteriaSet | None) -> HttpResponse:
    today = timezone.localdate()
    in_force = CriteriaSet.objects.in_force(today)
    rows = list(criteria.criteria.all()) if criteria else []
    groups = [
        (kind, Criterion.Kind(kind).label, [one for one in rows if one.kind == kind]) for kind in Criterion.Kind.values
    ]
    context = {
        "criteria": criteria, "groups": groups, "in_force": criteria == in_force, "current": in_force,
        "versions": CriteriaSet.objects.public(),
    }  # fmt: skip
    return render(request, "tolerance/criteria.html", context)


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Show the set in force."""
    return _page(request, CriteriaSet.objects.in_force(timezone.localdate()))


@require_safe
def criteria_set(request: HttpRequest, version: str) -> HttpResponse:
    """Show one published version."""
    return _page(request, get_public_criteria(version))
