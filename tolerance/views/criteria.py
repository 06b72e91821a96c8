"""The public pages of the criteria and of the procedure; they know no user, no session and no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jobs.rendering import RenderingUnavailable
from tolerance.access import get_public_criteria
from tolerance.comparing import compare, lines_of
from tolerance.criteria_document import fingerprint, render_criteria
from tolerance.models import CriteriaSet
from tolerance.rules import rules
from tolerance.showing import compared, grouped


def _page(request: HttpRequest, criteria: CriteriaSet | None) -> HttpResponse:
    current = CriteriaSet.objects.in_force(timezone.localdate())
    versions = list(CriteriaSet.objects.public())
    context = {
        "criteria": criteria, "groups": grouped(criteria), "in_force": criteria == current, "current": current,
        "versions": versions, "before": _before(criteria, versions), "to_come": _to_come(criteria),
        "sha256": fingerprint(criteria) if criteria else "",
    }  # fmt: skip
    return render(request, "tolerance/criteria.html", context)


def _to_come(criteria: CriteriaSet | None) -> bool:
    return bool(criteria and criteria.effective_on and criteria.effective_on > timezone.localdate())


def _before(criteria: CriteriaSet | None, versions: list[CriteriaSet]) -> CriteriaSet | None:
    """Return the version before this one; the list has the latest first."""
    return next(iter(versions[versions.index(criteria) + 1 :]), None) if criteria in versions else None


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Show the set in force."""
    return _page(request, CriteriaSet.objects.in_force(timezone.localdate()))


@require_safe
def criteria_set(request: HttpRequest, version: str) -> HttpResponse:
    """Show one published version."""
    return _page(request, get_public_criteria(version))


@require_safe
def criteria_compare(request: HttpRequest, version: str, other: str) -> HttpResponse:
    """Show two published versions side by side, `other` being the earlier one."""
    new, old = get_public_criteria(version), get_public_criteria(other)
    rows = compare(lines_of(old.criteria.all()), lines_of(new.criteria.all()))
    return render(request, "tolerance/criteria_compare.html", {"old": old, "new": new, **compared(rows)})


@require_safe
def criteria_pdf(request: HttpRequest, version: str) -> HttpResponse:
    """Send a published version as a PDF, or say that this server cannot make one yet."""
    found = get_public_criteria(version)
    try:
        pdf = render_criteria(found)
    except RenderingUnavailable as missing:
        return render(request, "tolerance/criteria_no_pdf.html", {"criteria": found, "missing": missing}, status=503)
    name = f"{found.title_zh}.pdf"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name)}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_safe
def procedure(request: HttpRequest) -> HttpResponse:
    """Show every step of a case: who takes it, and within which time."""
    return render(request, "tolerance/procedure.html", {"rules": rules()})
