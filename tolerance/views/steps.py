"""Takes the steps of a case; each is one call of its service."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tolerance import services
from tolerance.access import get_case_for
from tolerance.actions import ACTIONS, Offer, offers
from tolerance.bodies import REVIEW, sitting
from tolerance.forms.steps import ReviewersForm, VoteForm
from tolerance.views.cases import overtaken, render_case, signed_in
from tolerance.views.letters import previewed
from tolerance.workflow import IllegalMoveError, OvertakenError


@login_required
@require_POST
def case_step(request: HttpRequest, case_id: UUID, target: str) -> HttpResponse:
    """Take one step or show its letter before, or show the page again with what is wrong beside what was entered."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    if target not in ACTIONS:
        raise Http404
    action = ACTIONS[target]
    form = action.form(request.POST, case=case, actor=user, auto_id=f"id_{target}_%s")
    if form.is_valid():
        act = partial(action.run, actor=user, case=case, **form.arguments())
        try:
            if "preview" in request.POST:
                return previewed(request, user, case, act)
            act()
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        except (IllegalMoveError, OvertakenError):
            return overtaken(request, case_id)
        else:
            messages.success(request, _("Done: {step}").format(step=action.label))
            return redirect("case", case_id=case_id)
    elif action not in (offer.action for offer in offers(user, case)):
        # What was chosen is no longer there to choose from, because the step was taken.
        return overtaken(request, case_id)
    return render_case(request, user, case, sent=Offer(action, form, sent=True))


@login_required
@require_POST
def case_vote(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record the user's vote, or show the page again with what is wrong."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    form = VoteForm(request.POST, case=case, actor=user, auto_id="id_vote_%s")
    if form.is_valid():
        try:
            services.cast_vote(actor=user, case=case, **form.cleaned_data)
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        except OvertakenError:
            return overtaken(request, case_id)
        else:
            messages.success(request, _("Your vote is recorded."))
            return redirect("case", case_id=case_id)
    return render_case(request, user, case, extra={"vote_form": form})


@login_required
@require_POST
def case_reviewers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Appoint those who review, or show the page again with what is wrong."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    if sitting(case, REVIEW):
        return overtaken(request, case_id)
    form = ReviewersForm(request.POST, case=case, actor=user, auto_id="id_reviewers_%s")
    if form.is_valid():
        try:
            services.appoint_reviewers(actor=user, case=case, **form.arguments())
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        except OvertakenError:
            return overtaken(request, case_id)
        else:
            messages.success(request, _("The reviewers are appointed."))
            return redirect("case", case_id=case_id)
    return render_case(request, user, case, extra={"reviewers_form": form})
