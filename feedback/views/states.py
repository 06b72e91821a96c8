"""The public page of the states of reports and problems; it knows no user, no session and no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feedback.states import drawn, states
from feedback.workflow import PROBLEM, REPORT


@require_safe
def problem_states(request: HttpRequest) -> HttpResponse:
    """Show what may follow upon what, and by whom."""
    context = {
        "problems": states(PROBLEM),
        "problems_picture": drawn(PROBLEM, "problems"),
        "reports": states(REPORT),
        "reports_picture": drawn(REPORT, "reports"),
    }
    return render(request, "feedback/board/states.html", context)
