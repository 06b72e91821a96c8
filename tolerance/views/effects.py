"""The pages about what a recognised case must not touch; own how they are laid out, and no rule."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from accounts.models import User
from accounts.permissions import may_somewhere
from tolerance import services
from tolerance.access import get_case_for
from tolerance.effects import checks_of, is_recognised, may_notify, reminders_for, untouched
from tolerance.forms.effects import EffectCheckForm, NoticeForm
from tolerance.models import Case, EffectCheck
from tolerance.views.letters import previewed
from tolerance.visibility import outcome_is_visible
from tolerance.workflow import OvertakenError


@dataclass(frozen=True, slots=True)
class Row:
    """One evaluation that was told, with the form to record its check where that is for the user."""

    check: EffectCheck
    form: EffectCheckForm | None


def _case(user: User, case_id: UUID) -> Case:
    """Return a recognised case of which `user` may know that it is one.

    Raises:
        Http404: there is none such.
    """
    case = get_case_for(user, case_id)
    if not (is_recognised(case) and outcome_is_visible(user, case)):
        raise Http404
    return case


def _page(
    request: HttpRequest, user: User, case: Case, notice: NoticeForm | None, sent: tuple[int, EffectCheckForm] | None
) -> HttpResponse:
    tells = may_notify(user, case)
    rows = []
    for one in checks_of(case):
        form = EffectCheckForm(auto_id=f"id_{one.pk}_%s") if tells and not one.result else None
        rows.append(Row(one, sent[1] if sent and sent[0] == one.pk else form))
    shown = notice or (NoticeForm() if tells else None)
    context = {"case": case, "untouched": untouched(), "rows": rows, "form": shown}
    return render(request, "tolerance/effects/page.html", context, status=422 if notice or sent else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_effects(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the case must not touch and whom that was told; by POST, issue a notice or show it before."""
    user = signed_in(request)
    case = _case(user, case_id)
    if request.method != "POST":
        services.note_opened(actor=user, case=case)
        return _page(request, user, case, None, None)
    form = NoticeForm(request.POST)
    if form.is_valid():
        act = partial(services.send_effect_notice, actor=user, case=case, **form.arguments())
        try:
            if "preview" in request.POST:
                return previewed(request, user, case, act)
            letter = act()
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The notice {number} is issued.").format(number=letter.number))
            return redirect("case_effects", case_id=case_id)
    return _page(request, user, case, form, None)


@login_required
@require_POST
def case_effect_check(request: HttpRequest, case_id: UUID, check_id: int) -> HttpResponse:
    """Record whether an evaluation honoured the case, or show the page again with what is wrong."""
    user = signed_in(request)
    case = _case(user, case_id)
    check = get_object_or_404(checks_of(case), pk=check_id)
    form = EffectCheckForm(request.POST, auto_id=f"id_{check_id}_%s")
    if form.is_valid():
        try:
            services.record_effect_check(actor=user, check=check, **form.arguments())
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        except OvertakenError:
            messages.error(request, _("Somebody recorded this before you. Here is what stands now."))
            return redirect("case_effects", case_id=case_id)
        else:
            messages.success(request, _("The check is recorded."))
            return redirect("case_effects", case_id=case_id)
    return _page(request, user, case, None, (check_id, form))


@login_required
@require_safe
def effects_due(request: HttpRequest) -> HttpResponse:
    """Show all that the reader has still to check, by day."""
    user = signed_in(request)
    if not may_somewhere(user, "case.notify"):
        raise PermissionDenied
    context = {"reminders": reminders_for(user, timezone.localdate()), "whole": True}
    return render(request, "tolerance/effects/due.html", context)
