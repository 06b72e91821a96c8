"""Groups of waiting reports that a machine proposes; owns how they are laid out for their handlers, and no rule."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may_somewhere
from feedback import access
from feedback.forms.proposals import JoinTogetherForm, RestateTogetherForm
from feedback.models import Proposal
from feedback.services.opening import note_opened
from feedback.services.proposals import accept_into_known, accept_into_new, dismiss_proposal, restore_proposal
from feedback.suggesting import suggestions, with_reasons
from feedback.views.acting import UNPROCESSABLE, accepted, finding, quicker, sought, staff
from feedback.workflow import StateConflict

_FEWEST, _SHOWN, _MOST_FOUND = 2, 100, 8


@login_required
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the groups proposed to the units that the user serves."""
    user = staff(request)
    if not may_somewhere(user, "problem.create"):
        raise PermissionDenied
    dismissed = request.GET.get("state") == Proposal.State.DISMISSED
    state = Proposal.State.DISMISSED if dismissed else Proposal.State.OPEN
    rows = access.proposals_for(user).filter(state=state).select_related("unit")
    rows = rows.prefetch_related(Prefetch("reports", access.waiting_for(user), to_attr="readable"))
    shown = [row for row in rows[:_SHOWN] if len(row.readable) >= _FEWEST]
    return render(request, "feedback/proposals/list.html", {"proposals": shown, "dismissed": dismissed})


@login_required
@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one group with its reports, whose words are read here as on their own pages."""
    user = staff(request)
    proposal = access.get_proposal_for(user, key)
    if proposal.state == Proposal.State.OPEN:
        for report in access.members_for(user, proposal):
            note_opened(actor=user, report=report)
    return _show(request, proposal)


@login_required
@require_POST
def restate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Restate the chosen reports as one new problem."""
    proposal = access.get_proposal_for(staff(request), key)
    form = _restate_form(request, proposal, request.POST)
    done = _("The problem is open, and the reports belong to it.")
    return _acted(request, proposal, {"restate": form}, accept_into_new, done)


@login_required
@require_POST
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    """Join the chosen reports to a problem that is known."""
    proposal = access.get_proposal_for(staff(request), key)
    form = _join_form(request, proposal, request.POST)
    return _acted(request, proposal, {"join": form}, accept_into_known, _("The reports now belong to the problem."))


@login_required
@require_POST
def dismiss(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that the reports do not tell of one problem."""
    user = staff(request)
    try:
        dismiss_proposal(proposal=access.get_proposal_for(user, key), actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("This group is not proposed again. Its reports wait as before."))
    return HttpResponseRedirect(reverse("proposals"))


@login_required
@require_POST
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back that the reports do not tell of one problem."""
    user = staff(request)
    try:
        restore_proposal(proposal=access.get_proposal_for(user, key), actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The group can be decided again."))
    return HttpResponseRedirect(reverse("proposal_detail", args=[key]))


def _show(request: HttpRequest, proposal: Proposal, *, status: int = 200, **bound: Any) -> HttpResponse:
    rows = access.members_for(staff(request), proposal).select_related("receiving_unit", "asked_by_unit")
    members = with_reasons(list(rows))
    open_ = proposal.state == Proposal.State.OPEN and bool(members)
    forms_ = {"restate": _restate_form(request, proposal), "join": _join_form(request, proposal)} if open_ else {}
    context = {
        "proposal": proposal,
        "members": members,
        "may_restore": proposal.state == Proposal.State.DISMISSED and bool(members),
        "failed": next(iter(bound), ""),
        **finding(request),
        **forms_,
        **bound,
    }
    return render(request, "feedback/proposals/detail.html", context, status=status)


def _restate_form(request: HttpRequest, proposal: Proposal, data: Any = None) -> RestateTogetherForm:
    members = access.members_for(staff(request), proposal)
    most = Counter(members.values_list("category", flat=True)).most_common(1)
    initial = {"category": most[0][0] if most else ""}
    return RestateTogetherForm(data, prefix="restate", members=members, initial=initial)


def _join_form(request: HttpRequest, proposal: Proposal, data: Any = None) -> JoinTogetherForm:
    user = staff(request)
    members = access.members_for(user, proposal)
    first = members.select_related("receiving_unit", "asked_by_unit").first()
    joinable, find = access.problems_for(user).joinable(), sought(request)
    if find:
        shown = list(joinable.saying(find).order_by("-opened_on", "pk")[:_MOST_FOUND])
    else:
        shown = [like.row for like in suggestions(user, first).problems] if first else []
    return JoinTogetherForm(data, prefix="join", members=members, joinable=joinable, shown=shown)


def _acted(
    request: HttpRequest, proposal: Proposal, place: dict[str, forms.Form], act: Callable[..., Any], done: str
) -> HttpResponse:
    (form,) = place.values()
    if accepted(form, partial(act, proposal=proposal, actor=staff(request))):
        messages.success(request, done)
        return HttpResponseRedirect(reverse("proposals"))
    return _show(request, proposal, status=UNPROCESSABLE, **place)
