"""The public pages of applicants without an account: no user and no cookie, and a code comes by POST alone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.form_tokens import Age
from jobs.rendering import RenderingUnavailable
from tolerance import case_codes
from tolerance.code_page import page_of
from tolerance.forms.by_code import AnswerForm, CodeForm, FilingForm
from tolerance.forms.evidence import EvidenceForm
from tolerance.forms.extension import ExtensionForm
from tolerance.letters import render_letter
from tolerance.models import Case
from tolerance.procedure import PHASES
from tolerance.services import RefusedError, ask_extension
from tolerance.services.by_code import act_by_code, file_by_code, find_by_code, has_room
from tolerance.views.uploads import keeps_names
from tolerance.workflow import CodeHolder, IllegalMoveError, OvertakenError

METHODS = ["GET", "HEAD", "POST"]
_AGAIN = {
    Age.YOUNG: gettext_lazy("That was very quick. Nothing was sent yet: please press the button once more."),
    Age.OLD: gettext_lazy("This page was open for more than a day. Nothing is lost: please send once more."),
}


@require_safe
def case_code(request: HttpRequest) -> HttpResponse:
    """Show where a case is filed without an account, and ask for the code of one that was."""
    return render(request, "tolerance/code/start.html", {"form": CodeForm()})


@csrf_exempt
@keeps_names
@require_http_methods(METHODS)
def case_code_file(request: HttpRequest) -> HttpResponse:
    """Show the form with a new code; by POST, file the case under it, once."""
    if request.method != "POST":
        return _filing(request, FilingForm(), EvidenceForm(required=False), case_codes.token())
    form = FilingForm(request.POST)
    found = case_codes.read_token(request.POST.get("token", ""))
    if found is None or found[1] is not Age.RIPE or not form.is_valid():
        form.full_clean()
        code = found[0] if found else None
        signed = request.POST.get("token", "") if found and found[1] is Age.YOUNG else case_codes.token(code)
        if form.is_valid():
            form.add_error(None, str(_AGAIN[found[1] if found else Age.OLD]))
        return _filing(request, form, EvidenceForm(required=False), signed)
    files = EvidenceForm(request.POST, request.FILES, required=False)
    # Files cost time to write anew: where there is no room, none are.
    if has_room() and not files.is_valid():
        return _filing(request, form, files, request.POST["token"])
    try:
        taken = files.taken() if has_room() else []
        case = file_by_code(code=found[0], holder=form.holder(), matter=form.matter(), files=taken)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _filing(request, form, files, request.POST["token"])
    return render(request, "tolerance/code/done.html", {"code": found[0], "case": case})


def _filing(request: HttpRequest, form: FilingForm, files: EvidenceForm, token: str) -> HttpResponse:
    found = case_codes.read_token(token)
    context = {"form": form, "files": files, "token": token, "code": found[0] if found else ""}
    bad = form.is_bound and (form.errors or files.errors)
    return render(request, "tolerance/code/file.html", context, status=422 if bad else 200)


def _case_of(request: HttpRequest) -> tuple[Case | None, CodeForm]:
    form = CodeForm(request.POST)
    case = find_by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if case is None and not form.errors:
        form.add_error("code", _("There is no case of this code."))
    return case, form


def _page(
    request: HttpRequest, case: Case, form: CodeForm, sent: AnswerForm | None = None, **more: str
) -> HttpResponse:
    context = page_of(case, sent, more.get("target", "")) | {"code": form.cleaned_data["code"]} | more
    return _shown(request, context, 422 if sent else 200)


def _shown(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "tolerance/code/page.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt
@require_http_methods(METHODS)
def case_code_follow(request: HttpRequest) -> HttpResponse:
    """Show the case of a code; without one, go to where it is asked for."""
    if request.method != "POST":
        return redirect("case_code")
    case, form = _case_of(request)
    if case is None:
        return render(request, "tolerance/code/start.html", {"form": form}, status=422)
    return _page(request, case, form)


@csrf_exempt
@keeps_names
@require_http_methods(METHODS)
def case_code_act(request: HttpRequest) -> HttpResponse:
    """Take one step of the applicant's, and show where the case stands then."""
    if request.method != "POST":
        return redirect("case_code")
    case, form = _case_of(request)
    if case is None:
        return render(request, "tolerance/code/start.html", {"form": form}, status=422)
    target = request.POST.get("target", "")
    supplements = target == Case.State.SUBMITTED and case.state == Case.State.SUPPLEMENT
    answer = AnswerForm(request.POST, request.FILES, with_files=supplements)
    if not answer.is_valid():
        return _page(request, case, form, answer, target=target)
    try:
        files = answer.taken() if supplements else []
        act_by_code(case=case, target=target, words=answer.cleaned_data["words"], files=files)
    except RefusedError as refusal:
        answer.add_error(None, str(refusal))
        return _page(request, case, form, answer, target=target)
    except (IllegalMoveError, OvertakenError):
        case.refresh_from_db()
        return _page(request, case, form, told=_("Somebody moved this case before you. Here is where it stands now."))
    return _page(request, case, form, told=_("It is done."))


@csrf_exempt
@require_http_methods(METHODS)
def case_code_extension(request: HttpRequest) -> HttpResponse:
    """Ask for more time in a phase that is the applicant's, and show where the case stands then."""
    if request.method != "POST":
        return redirect("case_code")
    case, form = _case_of(request)
    if case is None:
        return render(request, "tolerance/code/start.html", {"form": form}, status=422)
    phase = PHASES.get(request.POST.get("phase", ""))
    if phase is None:
        raise Http404
    asked = ExtensionForm(request.POST, phase=phase)
    if asked.is_valid():
        try:
            ask_extension(actor=CodeHolder(), case=case, **asked.cleaned_data)
        except RefusedError as refusal:
            asked.add_error(None, str(refusal))
        except IllegalMoveError:
            return _page(
                request, case, form, told=_("Somebody moved this case before you. Here is where it stands now.")
            )
        else:
            return _page(request, case, form, told=_("A lead will answer. Until then the limit stays."))
    return _shown(request, page_of(case, more_time=asked) | {"code": form.cleaned_data["code"]}, 422)


@csrf_exempt
@require_http_methods(METHODS)
def case_code_letter(request: HttpRequest) -> HttpResponse:
    """Send one letter of the case of a code."""
    if request.method != "POST":
        return redirect("case_code")
    case, form = _case_of(request)
    if case is None:
        return render(request, "tolerance/code/start.html", {"form": form}, status=422)
    try:
        letter = case.letters.filter(pk=UUID(request.POST.get("letter", ""))).first()
    except ValueError:
        letter = None
    if letter is None:
        raise Http404
    try:
        pdf = render_letter(letter)
    except RenderingUnavailable:
        return _page(request, case, form, told=_("This server cannot make PDF files yet. Please try again later."))
    name = content_disposition_header(as_attachment=True, filename=f"{letter.number}.pdf")
    headers = {"Content-Disposition": name or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
