"""The public self-check: one step a page, answers carried along in the form, nothing stored or logged."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tolerance.models import CriteriaSet, Criterion
from tolerance.selfcheck import NO, UNSURE, YES, answers_of, asked, result_of


# No cookie may be set on a public page, and a post that changes nothing needs no protection.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def criteria_check(request: HttpRequest) -> HttpResponse:
    """Show the step that follows from the form: the first, the next or the one before, or the result."""
    criteria = CriteriaSet.objects.in_force(timezone.localdate())
    rows = list(criteria.criteria.all()) if criteria else []
    steps, answers = asked(rows), answers_of(request.POST.dict(), rows)
    place = _place(request, len(steps))
    context: dict[str, object] = {
        "criteria": criteria,
        "steps": [question for question, _rows in steps],
        "step": place + 1,
    }
    if not steps:
        return render(request, "tolerance/check/step.html", context)
    if place < len(steps):
        question, here = steps[place]
        codes = {one.code for one in here}
        carried = [(code, answer) for code, answer in answers.items() if code not in codes]
        context |= {"question": question, "rows": _choices(here, answers), "carried": carried, "first": place == 0}
        return render(request, "tolerance/check/step.html", context)
    context |= {"result": result_of(rows, answers), "carried": list(answers.items())}
    return render(request, "tolerance/check/result.html", context)


def _place(request: HttpRequest, steps: int) -> int:
    typed = request.POST.get("step", "")
    now = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 0  # noqa: PLR2004  # two digits do
    if request.method != "POST" or not now:
        return 0
    wanted = now - 2 if "back" in request.POST else now
    return max(0, min(wanted, steps))


def _choices(rows: list[Criterion], answers: dict[str, str]) -> list[tuple[Criterion, list[tuple[str, bool]]]]:
    given = {one.code: answers.get(one.code, UNSURE) for one in rows}
    return [(one, [(answer, given[one.code] == answer) for answer in (YES, NO, UNSURE)]) for one in rows]
