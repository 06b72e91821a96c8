"""The list of problems and one beside it; owns how they are laid out for staff, and no rule."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import may_somewhere, units_where
from feedback import access
from feedback.forms.filters import ProblemFilter
from feedback.forms.results import ResultForm
from feedback.forms.work import AssignForm, CauseForm, KeepForm, PromiseForm
from feedback.history import folded, returns_of, staff_history
from feedback.models import Problem, Remedy
from feedback.reach import extent
from feedback.results import with_results
from feedback.routing import suggest_owner
from feedback.sparing import spared_units
from feedback.views.acting import finding, here_of, query_of, sought, staff
from feedback.views.clock_parts import clock_parts
from feedback.views.pointing import point_form
from feedback.views.regroup_forms import regrouping
from feedback.voices import voices_of
from feedback.workflow import may_move

PAGE_SIZE = 12
_Attachable = tuple[Remedy, ResultForm | None]


@login_required
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """Show the problems in the user's reach."""
    return render(request, "feedback/problems/page.html", listing(request))


@login_required
@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one problem beside the list."""
    return show(request, access.get_problem_for(staff(request), key))


def show(request: HttpRequest, problem: Problem, *, status: int = 200, **bound: Any) -> HttpResponse:
    """Answer with the page of one problem; `bound` are forms that came back with errors, by their place."""
    reach = extent(staff(request), problem)
    context = {
        "problem": problem,
        "extent": reach,
        "voices": voices_of(problem),
        "remedies": _remedies(request, problem, bound.get("attaching")),
        "history": folded(staff_history(problem, exact=reach.exact)),
        "returns": returns_of(problem),
        "today": timezone.localdate(),
        "failed": next(iter(bound), ""),
        **_acts(request, problem),
        **finding(request),
        **regrouping(staff(request), problem, sought(request)),
        **clock_parts(staff(request), problem),
        **bound,
    }
    return render(request, "feedback/problems/page.html", {**listing(request), **context}, status=status)


def _remedies(request: HttpRequest, problem: Problem, bound: tuple[int, ResultForm] | None) -> list[_Attachable]:
    """Return each remedy with the form of attaching a result, None for who may not; `bound` came back with errors."""
    rows = with_results(problem.remedies.select_related("owner_unit", "promised_for"))
    if not access.may_on_problem(staff(request), "problem.implement", problem):
        return [(row, None) for row in rows]
    failed = dict([bound] if bound else [])
    return [(row, failed.get(row.pk) or ResultForm(prefix=f"result-{row.pk}")) for row in rows]


def _acts(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    user, states = staff(request), Problem.State
    further = problem.state == states.PROMISED and access.may_on_problem(user, "problem.promise", problem)
    promisable = further or may_move(user, problem, states.PROMISED)
    return {
        "assign": assign_form(request, problem) if may_move(user, problem, states.ASSIGNED) else None,
        "cause": cause_form(problem) if access.may_on_problem(user, "problem.assign", problem) else None,
        "promise": promise_form(request, problem) if promisable else None,
        "keep": KeepForm(prefix="keep") if may_move(user, problem, states.KEPT) else None,
        "may_hand_back": may_move(user, problem, states.OPEN),
        "may_implement": may_move(user, problem, states.IMPLEMENTED),
        "point": point_form(user, problem) if access.may_on_problem(user, "problem.create", problem) else None,
        "may_publish": access.may_on_problem(user, "problem.publish", problem),
    }


def assign_form(request: HttpRequest, problem: Problem, data: Any = None) -> AssignForm:
    """Return the form of assigning with the units that the user may choose, the suggested one chosen beforehand."""
    user = staff(request)
    units = access.owners_for(user, problem).exclude(pk__in=spared_units(user, problem))
    found = suggest_owner(user, problem, {unit.pk for unit in units}) if data is None else None
    return AssignForm(data, prefix="assign", units=units, suggestion=found)


def cause_form(problem: Problem, data: Any = None) -> CauseForm:
    """Return the form that asks for the cause, with the one that was named already chosen."""
    return CauseForm(data, prefix="cause", initial={"cause": problem.cause})


def promise_form(request: HttpRequest, problem: Problem, data: Any = None) -> PromiseForm:
    """Return the form of a promise, with the unit it was assigned to already chosen."""
    units = access.units_in_reach(staff(request), "problem.promise")
    return PromiseForm(data, prefix="promise", units=units, initial={"owner_unit": problem.owner_unit_id})


def listing(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the list: its filter and its page.

    Raises:
        PermissionDenied: the user reads no problems at all.
    """
    user = staff(request)
    if not may_somewhere(user, "problem.read"):
        raise PermissionDenied
    narrower = ProblemFilter(request.GET, units=units_where(user, "problem.read"))
    rows = narrower.narrow(access.problems_for(user)).select_related("unit", "owner_unit")
    page = Paginator(rows.order_by("-state_on", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return {"filter": narrower, "page": page, "query": query_of(request, "page"), "here": here_of(request)}
