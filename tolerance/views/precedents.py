"""The lesson of one case as it is written, agreed to and checked; `lessons` has those that are published."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import may_somewhere
from tolerance import services
from tolerance.access import get_case_for
from tolerance.deidentifying import differences, parts
from tolerance.forms.precedent import LessonForm
from tolerance.lessons import visible_lessons
from tolerance.models import Case, Precedent
from tolerance.precedents import contrasts
from tolerance.services.precedents import mark_of, may_tell
from tolerance.views.cases import signed_in
from tolerance.workflow import IllegalMoveError, OvertakenError


def _of(user: User, case: Case, told: Precedent | None) -> dict[str, Any]:
    """Return what of the lesson of a case `user` sees, and may do with it."""
    own, tells = case.applicant_id == user.pk, may_tell(user, case)
    if told is None:
        return {"case": case, "told": None, "own": own}
    by_another = tells and told.written_by_id != user.pk
    return {
        "case": case, "told": told, "own": own, "facts": parts(told.facts), "mark": mark_of(told),
        "pieces": differences(case, told.facts) if tells else [],
        "readable": visible_lessons(user).filter(pk=told.pk).exists(),
        "checks": by_another and case.state == Case.State.FINAL and told.scope != Precedent.Scope.NONE,
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_lesson(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the lesson of a case beside the case's own words; by POST, write it."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    told = getattr(case, "precedent", None)
    tells = may_tell(user, case)
    if not tells and not (told and case.applicant_id == user.pk):
        raise Http404
    open_still = case.state == Case.State.FINAL
    form = LessonForm(request.POST or None, case=case) if tells and open_still else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                services.write_precedent(actor=user, case=case, lesson=form.told())
            except services.RefusedError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The lesson is saved. The person must agree, and another lead check it."))
                return redirect("case_lesson", case_id=case_id)
    else:
        services.note_opened(actor=user, case=case)
    context = _of(user, case, told) | {"form": form}
    return render(request, "tolerance/precedents/lesson.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def case_lesson_act(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree to the lesson, as the person it is about, or publish it, as the lead who checked it."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    told = getattr(case, "precedent", None)
    if told is None:
        raise Http404
    try:
        if case.applicant_id == user.pk:
            services.agree_to_precedent(actor=user, precedent=told, read=request.POST.get("read", ""))
            messages.success(request, _("Thank you. The lesson may be published as it is."))
        else:
            services.publish_precedent(actor=user, case=case)
            messages.success(request, _("The lesson is published."))
    except services.RefusedError as refusal:
        messages.error(request, str(refusal))
    except (IllegalMoveError, OvertakenError):
        messages.error(request, _("Somebody moved this case before you. Here is where it stands now."))
    return redirect("case_lesson", case_id=case_id)


@login_required
@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """Show a lead where like cases ended differently."""
    user = signed_in(request)
    if not may_somewhere(user, "case.lead"):
        raise PermissionDenied
    return render(request, "tolerance/precedents/consistency.html", {"contrasts": contrasts(user)})
