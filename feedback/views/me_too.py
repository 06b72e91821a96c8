"""A colleague says "me too" of a published problem; owns the way there, and never a session, a user or a cookie."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from feedback import anonymity, tokens
from feedback.floods.buckets import FloodError, FullError
from feedback.forms import proof
from feedback.forms.code import MeTooForm
from feedback.models import Problem
from feedback.services.claims import CodeRefusedError
from feedback.services.me_too import NotOpenError, Voice, add_me_too
from feedback.views.board import purpose_of, show_problem

AGAIN = _("Nothing was sent yet: please press the button once more.")
NEEDED = _("Please enter the code of a tear-off strip, or answer the question.")
WRONG = _("That was not the right answer. Here is another question.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def me_too(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a voice in and say so, or show the problem again with the form as it was filled in."""
    if request.method != "POST":
        return redirect("board_problem", key)
    form, signed = MeTooForm(request.POST), request.POST.get("token", "")
    token, valid = tokens.read(signed), form.is_valid()
    if token is None or token.age is not tokens.Age.RIPE:
        form.add_error(None, str(AGAIN))
        young = token is not None and token.age is tokens.Age.YOUNG
        return show_problem(request, key, form=form, token=signed if young else tokens.issue())
    if not valid:
        return show_problem(request, key, form=form, token=signed)
    try:
        add_me_too(
            problem=key, voice=_voice(form), code=form.cleaned_data["code"], form=token.receipt,
            today=timezone.localdate(), passage=proof.passage(request.POST, purpose_of(signed)),
        )  # fmt: skip
    except NotOpenError:
        if Problem.objects.moved().filter(pk=key).exists():
            return show_problem(request, key)
        raise Http404 from None
    except (CodeRefusedError, FloodError) as refused:
        _refuse(form, refused, answered=bool(request.POST.get(proof.ANSWER)))
        return show_problem(request, key, form=form, token=signed)
    context = {
        "key": key,
        "at_once": anonymity.releases_at_once(),
        "coded": bool(form.cleaned_data["code"]),
        "floor": anonymity.cell_floor(),
    }
    return render(request, "feedback/board/me_too_done.html", context)


def _voice(form: MeTooForm) -> Voice:
    data = form.cleaned_data
    return Voice(own_unit=data["own_unit"], per_month=data["per_month"], hours=data["hours"])


def _refuse(form: MeTooForm, refused: CodeRefusedError | FloodError, *, answered: bool) -> None:
    if isinstance(refused, CodeRefusedError):
        form.refuse(refused.refusal)
    elif isinstance(refused, FullError):
        form.add_error(None, str(proof.FULL))
    else:
        form.add_error(None, str(WRONG if answered else NEEDED))
