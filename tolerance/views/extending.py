"""Asks for more time in a case and answers it, for people who are signed in."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tolerance import services
from tolerance.access import get_case_for
from tolerance.extension_page import extensions_of
from tolerance.forms.extension import AnswerExtensionForm, ExtensionForm
from tolerance.procedure import PHASES
from tolerance.views.cases import render_case, signed_in
from tolerance.views.letters import previewed
from tolerance.workflow import IllegalMoveError, OvertakenError


@login_required
@require_POST
def case_extension(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask for more time in a phase, or show the page again with what is wrong."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    phase = PHASES.get(request.POST.get("phase", ""))
    if phase is None:
        raise Http404
    form = ExtensionForm(request.POST, phase=phase)
    if form.is_valid():
        try:
            services.ask_extension(actor=user, case=case, **form.cleaned_data)
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        except IllegalMoveError:
            messages.error(request, _("Somebody moved this case before you. Here is where it stands now."))
            return redirect("case", case_id=case_id)
        else:
            messages.success(request, _("A lead will answer. Until then the limit stays."))
            return redirect("case", case_id=case_id)
    return render_case(request, user, case, extra=extensions_of(user, case, sent=form))


@login_required
@require_POST
def case_extension_answer(request: HttpRequest, case_id: UUID, extension_id: int) -> HttpResponse:
    """Grant or refuse more time or show its letter before, or show the page again with what is wrong."""
    user = signed_in(request)
    case = get_case_for(user, case_id)
    extension = get_object_or_404(case.extensions, pk=extension_id)
    form = AnswerExtensionForm(request.POST, auto_id=f"id_extension_{extension_id}_%s")
    if form.is_valid():
        act = partial(services.answer_extension, actor=user, extension=extension, **form.arguments())
        try:
            if "preview" in request.POST:
                return previewed(request, user, case, act)
            act()
        except services.RefusedError as refusal:
            form.add_error(None, str(refusal))
        except OvertakenError:
            messages.error(request, _("Another lead has settled this before you. Here is how."))
            return redirect("case", case_id=case_id)
        else:
            messages.success(request, _("It is settled."))
            return redirect("case", case_id=case_id)
    return render_case(request, user, case, extra=extensions_of(user, case, answered=(extension_id, form)))
