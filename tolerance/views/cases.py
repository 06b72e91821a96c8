"""The list of cases and the page of one case."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import may_somewhere
from tolerance import services
from tolerance.access import get_case_for, visible_cases
from tolerance.actions import Offer, offers
from tolerance.casepage import CaseLine, describe
from tolerance.models import Case
from tolerance.visibility import state_as_shown
from tolerance.waiting import waiting_for
from tolerance.workflow import CLOSED_STATES

PER_PAGE = 15
VIEWS = ("waiting", "open", "all")


def signed_in(request: HttpRequest) -> User:
    """Return who is asking; for views behind `login_required`.

    Raises:
        TypeError: nobody is signed in.
    """
    if not isinstance(request.user, User):
        raise TypeError("this page is for people who are signed in")
    return request.user


def overtaken(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Lead back to the page of a case, and say that somebody else acted first."""
    messages.error(request, _("Somebody moved this case before you. Here is where it stands now."))
    return redirect("case", case_id=case_id)


def _filtered(user: User, query: QueryDict) -> tuple[QuerySet[Case], dict[str, str]]:
    chosen = {
        "view": query.get("view", "") if query.get("view") in VIEWS else "all",
        "state": query.get("state", "") if query.get("state") in Case.State.values else "",
    }
    cases = visible_cases(user).select_related("unit", "applicant")
    if chosen["view"] == "waiting":
        cases = cases.filter(waiting_for(user))
    elif chosen["view"] == "open":
        cases = cases.exclude(state__in=CLOSED_STATES)
    if chosen["state"]:
        cases = cases.filter(state_as_shown(user, chosen["state"]))
    return cases.order_by("-submitted_on", "-number", "pk"), chosen


def listing(request: HttpRequest, user: User) -> dict[str, Any]:
    """Return what the list of cases shows to `user` under the filters of the address."""
    cases, chosen = _filtered(user, request.GET)
    page: Page[Case] = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in chosen.items() if value})
    return {
        "page": page,
        "lines": [CaseLine.of(user, one) for one in page],
        "chosen": chosen,
        "query": query.urlencode() + "&" if query else "",
        "waiting_count": visible_cases(user).filter(waiting_for(user)).count(),
        "states": Case.State.choices,
        "may_file": not user.admin_role,
        "reads_all": may_somewhere(user, "case.read"),
    }


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that the user may see."""
    return render(request, "tolerance/cases.html", listing(request, signed_in(request)))


@login_required
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one case: where it stands, what may be done, what is on file."""
    user = signed_in(request)
    found = get_case_for(user, case_id)
    services.note_opened(actor=user, case=found)
    return render_case(request, user, found)


def render_case(
    request: HttpRequest, user: User, found: Case, *, sent: Offer | None = None, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Return the page of a case; with `sent`, the step that came back with errors and what was entered."""
    page = describe(user, found)
    # While people are missing these two would only be refused.
    early = {"verified", "decided", "reviewed"} if page["waits_for"] else set()
    offered = [one for one in offers(user, found, sent) if one.sent or one.action.target not in early]
    context = listing(request, user) | page | {"offers": offered} | dict(extra or {})
    return render(request, "tolerance/case.html", context, status=422 if sent or extra else 200)
