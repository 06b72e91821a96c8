"""Published problems for programs: read-only JSON in the shape that `data_schema.py` describes; owns that shape.

It holds what the public board shows of each problem, and no count at all: numbers are told on the page alone, where the
rule against small cells is applied to them.
"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback.models import Problem, Remedy, Result
from feedback.results import with_results
from feedback.taxonomy import BURDENS, REMEDIES, Term
from feedback.views.data_schema import VERSION
from jobs.rebuilding import Kind

PAGE_SIZE = 50


@require_safe
def problems_data(request: HttpRequest) -> JsonResponse:
    """Return one page of the published problems, those changed last first, at wish of one `category`."""
    rows = Problem.objects.published().with_late(timezone.localdate()).select_related("owner_unit")
    category = request.GET.get("category", "")
    if category:
        rows = rows.filter(category=category)
    remedies = Prefetch("remedies", queryset=with_results(Remedy.objects.select_related("owner_unit")))
    merged = Prefetch("merged", queryset=Problem.objects.moved().order_by("pk"))
    pages = Paginator(rows.prefetch_related(remedies, merged).order_by("-state_on", "pk"), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    answer = JsonResponse(
        {
            "version": VERSION,
            "page": page.number,
            "pages": pages.num_pages,
            "problems": [_problem(row, late=bool(getattr(row, "late", False))) for row in page],
        },
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Link"] = f'<{reverse("problems_schema")}>; rel="describedby"; type="application/schema+json"'
    return answer


def _term(terms: dict[str, Term], code: str) -> dict[str, str]:
    term = terms.get(code, Term(code, code, code))
    return {"code": term.code, "zh": term.zh, "en": term.en}


def _problem(row: Problem, *, late: bool) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "page": reverse("board_problem", args=[row.pk]),
        "title": row.title,
        "statement": row.statement,
        "category": _term(BURDENS, row.category),
        "asked_by": row.asked_by,
        "owner": row.owner_unit.name if row.owner_unit else "",
        "state": row.state,
        "state_on": row.state_on.isoformat(),
        "overdue": late,
        "kept_reason": row.kept_reason,
        "remedies": [_remedy(remedy) for remedy in row.remedies.all()],
        "merged": [str(one.pk) for one in row.merged.all()],
    }


def _remedy(row: Remedy) -> dict[str, Any]:
    return {
        "kind": _term(REMEDIES, row.kind),
        "what": row.what,
        "owner": row.owner_unit.name,
        "promised_on": row.promised_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "implemented_on": row.implemented_on.isoformat() if row.implemented_on else None,
        "results": [_result(file) for file in row.results.all()],
        "saves": {"low": row.saves[0], "high": row.saves[1]} if row.saves else None,
    }


def _result(row: Result) -> dict[str, str]:
    page = reverse("result_public", args=[row.pk])
    return {"title": row.title, "type": Kind(row.kind).content_type, "page": page}
