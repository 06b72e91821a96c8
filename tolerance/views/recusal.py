"""The page on which it is asked and settled whether somebody may sit on a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.permissions import may
from tolerance import services
from tolerance.access import get_case_for, get_recusal_for
from tolerance.bodies import body_in, seat_now, sitting
from tolerance.forms.recusal import DeclareForm, ObjectForm, SettleForm
from tolerance.models import Case, Recusal
from tolerance.services.recusal import is_vacant, may_settle
from tolerance.views.cases import signed_in
from tolerance.visibility import visible_recusals
from tolerance.workflow import OvertakenError


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the form to settle it and whether its seat may be drawn for, if either is for the user."""

    recusal: Recusal
    form: SettleForm | None
    draws: bool


def _form(user: User, case: Case, data: Mapping[str, Any] | None = None) -> DeclareForm | None:
    """Return the form by which `user` may raise the question now, or None."""
    if case.applicant_id == user.pk:
        body = body_in(case.state)
        return ObjectForm(data, case=case) if body and sitting(case, body) else None
    return DeclareForm(data) if seat_now(user, case) else None


def _page(request: HttpRequest, user: User, case: Case, form: forms.Form | None, sent: Question | None) -> HttpResponse:
    questions = []
    for one in visible_recusals(user, case):
        one.case = case
        settles = one.status == Recusal.Status.OPEN and may_settle(user, one)
        appoints = any(may(user, right, case.unit_id) for right in ("case.lead", "case.appoint"))
        if sent and sent.recusal.pk == one.pk:
            questions.append(Question(one, sent.form, draws=False))
            continue
        form_of_one = SettleForm(auto_id=f"id_{one.pk}_%s") if settles else None
        questions.append(Question(one, form_of_one, draws=appoints and is_vacant(one)))
    body = body_in(case.state)
    context = {"case": case, "form": form, "questions": questions, "seats": sitting(case, body) if body else []}
    wrong = bool(sent or (form and form.errors))
    return render(request, "tolerance/recusal.html", context, status=422 if wrong else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_recusal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show who sits and what is asked about whom; by POST, declare or object."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    form = _form(user, case, request.POST or None)
    if request.method != "POST":
        services.note_opened(actor=user, case=case)
        return _page(request, user, case, form, None)
    if form is None:
        raise PermissionDenied
    if form.is_valid():
        service = services.object_to if isinstance(form, ObjectForm) else services.declare_recusal
        try:
            service(actor=user, case=case, **form.arguments())
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("A lead will settle it. Until then this body cannot act."))
            return redirect("case_recusal", case_id=case_id)
    return _page(request, user, case, form, None)


@login_required
@require_POST
def case_recusal_settle(request: HttpRequest, case_id: UUID, recusal_id: int) -> HttpResponse:
    """Settle one question, or draw for its empty seat; on a mistake show the page again."""
    user = signed_in(request)
    recusal = get_recusal_for(user, case_id, recusal_id)
    form = SettleForm(request.POST, auto_id=f"id_{recusal.pk}_%s")
    try:
        if "draw" in request.POST:
            services.draw_replacement(actor=user, recusal=recusal)
            messages.success(request, _("Somebody was drawn for the empty seat."))
            return redirect("case_recusal", case_id=case_id)
        if form.is_valid():
            services.settle_recusal(actor=user, recusal=recusal, **form.arguments())
            messages.success(request, _("It is settled."))
            return redirect("case_recusal", case_id=case_id)
    except services.RefusedError as refusal:
        if "draw" in request.POST:
            messages.error(request, str(refusal))
            return redirect("case_recusal", case_id=case_id)
        form.add_error(None, str(refusal))
    except OvertakenError:
        messages.error(request, _("Another lead has settled this before you. Here is how."))
        return redirect("case_recusal", case_id=case_id)
    return _page(request, user, get_case_for(user, case_id), None, Question(recusal, form, draws=False))
