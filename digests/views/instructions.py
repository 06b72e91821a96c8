"""Instructions: giving one on an edition, the list, one with its history, and the acts on it; owns no rule."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from accounts.permissions import check, units_where
from digests.access import get_edition_for, get_instruction_for, instructions_for, owners_for
from digests.forms import AnswerForm, InstructForm, ReturnForm
from digests.instructing import accept_answer, answer_instruction, give_instruction, return_answer
from digests.models import Instruction
from digests.workflow import may_move
from feedback.forms.work import WorkForm
from feedback.views.acting import UNPROCESSABLE, accepted, quicker
from feedback.workflow import StateConflict

PAGE_SIZE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def instruct(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Give an instruction on an item of an edition; the item may be named in the address."""
    user = signed_in(request)
    edition = get_edition_for(user, edition_id)
    check(user, "instruction.give", edition.unit_id)
    chosen = {"item": request.GET.get("item", "")}
    form = InstructForm(request.POST or None, edition=edition, units=owners_for(edition), initial=chosen)
    if request.method != "POST":
        return render(request, "digests/instruct.html", {"edition": edition, "form": form})
    if accepted(form, partial(give_instruction, edition=edition, actor=user)):
        messages.success(request, _("The instruction is given. It opens the next edition."))
        return redirect("instructions")
    return render(request, "digests/instruct.html", {"edition": edition, "form": form}, status=UNPROCESSABLE)


@login_required
@require_safe
def instructions(request: HttpRequest) -> HttpResponse:
    """Show the instructions that the user has a part in: those that are open, or all."""
    rows = instructions_for(signed_in(request))
    everything = request.GET.get("show") == "all"
    if not everything:
        rows = rows.exclude(state=Instruction.State.ACCEPTED)
    today = timezone.localdate()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    listed = [(row, row.is_late(today)) for row in page]
    context = {"page": page, "listed": listed, "everything": everything, "query": "show=all&" if everything else ""}
    return render(request, "digests/instructions.html", context)


def _show(request: HttpRequest, row: Instruction, *, status: int = 200, **bound: Any) -> HttpResponse:
    user, states = signed_in(request), Instruction.State
    context = {
        "instruction": row,
        "late": row.is_late(timezone.localdate()),
        "events": row.events.select_related("actor"),
        "answer": AnswerForm(prefix="answer") if may_move(user, row, states.ANSWERED) else None,
        "give_back": ReturnForm(prefix="return") if may_move(user, row, states.RETURNED) else None,
        "may_accept": may_move(user, row, states.ACCEPTED),
        "may_read_edition": row.edition.unit_id in units_where(user, "digest.read"),
        **bound,
    }
    return render(request, "digests/instruction.html", context, status=status)


@login_required
@require_safe
def instruction(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """Show one instruction with its history and what may be done."""
    return _show(request, get_instruction_for(signed_in(request), instruction_id))


@login_required
@require_POST
def answer(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """Answer for the unit."""
    form = AnswerForm(request.POST, prefix="answer")
    return _filled_in(request, instruction_id, {"answer": form}, act=answer_instruction, done=_("The answer is given."))


@login_required
@require_POST
def give_back(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """Return an answer with the reason."""
    form = ReturnForm(request.POST, prefix="return")
    done = _("The answer is returned.")
    return _filled_in(request, instruction_id, {"give_back": form}, act=return_answer, done=done)


@login_required
@require_POST
def accept(request: HttpRequest, instruction_id: int) -> HttpResponse:
    """Take an answer as done."""
    user = signed_in(request)
    row = get_instruction_for(user, instruction_id)
    try:
        accept_answer(instruction=row, actor=user)
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The answer is accepted; the instruction is closed."))
    return redirect("instruction", instruction_id=row.pk)


def _filled_in(
    request: HttpRequest, key: int, place: dict[str, WorkForm], *, act: Callable[..., None], done: str
) -> HttpResponse:
    user, (form,) = signed_in(request), place.values()
    row = get_instruction_for(user, key)
    if accepted(form, partial(act, instruction=row, actor=user)):
        messages.success(request, done)
        return redirect("instruction", instruction_id=row.pk)
    return _show(request, get_instruction_for(user, key), status=UNPROCESSABLE, **place)
