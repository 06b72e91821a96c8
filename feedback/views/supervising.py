"""Supervision by those above: one act each, and a refusal keeps all that was typed; owns no rule."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from feedback import access
from feedback.forms.clocks import RelieveForm, SuperviseForm
from feedback.services.supervising import end_supervision, supervise_problem
from feedback.views import problems
from feedback.views.acting import UNPROCESSABLE, accepted, here_of, staff


@login_required
@require_POST
def supervise(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put the problem under supervision."""
    actor = staff(request)
    problem = access.get_problem_for(actor, key)
    form = SuperviseForm(request.POST, prefix="supervise")
    if accepted(form, partial(supervise_problem, problem=problem, actor=actor)):
        messages.success(request, _("The problem is under supervision."))
        return _to(request, key)
    return problems.show(request, problem, status=UNPROCESSABLE, supervise=form)


@login_required
@require_POST
def relieve(request: HttpRequest, key: int) -> HttpResponse:
    """End a supervision."""
    actor = staff(request)
    row = access.get_supervision_for(actor, key)
    form = RelieveForm(request.POST, prefix=f"relieve-{row.pk}")
    if accepted(form, partial(end_supervision, supervision=row, actor=actor)):
        messages.success(request, _("The supervision has ended."))
        return _to(request, row.problem_id)
    problem = access.get_problem_for(actor, row.problem_id)
    return problems.show(request, problem, status=UNPROCESSABLE, relieving=(row.pk, form))


def _to(request: HttpRequest, key: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("problem_detail", args=[key]) + here_of(request))
