"""The public pages of applicants without an account: no user and no cookie, and a code comes by POST alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.form_tokens import Age
from jobs.rendering import RenderingUnavailable
from tolerance import case_codes
from tolerance.forms.by_code import AnswerForm, CodeForm, FilingForm
from tolerance.forms.evidence import EvidenceForm
from tolerance.forms.extension import ExtensionForm
from tolerance.letters import render_letter
from tolerance.models import Case
from tolerance.procedure import PHASES
from tolerance.services import RefusedError, ask_extension
from tolerance.services.by_code import act_by_code, file_by_code, has_room
from tolerance.views.code_case import METHODS, letter_of, overtaken, page, with_code
from tolerance.views.letters import verify_address
from tolerance.views.uploads import keeps_names
from tolerance.workflow import CodeHolder, IllegalMoveError, OvertakenError

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
        # Its age goes on: whoever mends a field at once has not been quick.
        signed = case_codes.token(code) if found is None or found[1] is Age.OLD else request.POST["token"]
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


@with_code
def case_code_follow(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Show the case of a code."""
    return page(request, case, code)


@with_code
def case_code_act(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Take one step of the applicant's, and show where the case stands then."""
    target = request.POST.get("target", "")
    supplements = target == Case.State.SUBMITTED and case.state == Case.State.SUPPLEMENT
    answer = AnswerForm(request.POST, request.FILES, with_files=supplements)
    if not answer.is_valid():
        return page(request, case, code, sent=answer, target=target)
    try:
        files = answer.taken() if supplements else []
        act_by_code(case=case, target=target, words=answer.cleaned_data["words"], files=files)
    except RefusedError as refusal:
        answer.add_error(None, str(refusal))
        return page(request, case, code, sent=answer, target=target)
    except (IllegalMoveError, OvertakenError):
        return overtaken(request, case, code)
    return page(request, case, code, told=_("It is done."))


@with_code
def case_code_extension(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Ask for more time in a phase that is the applicant's, and show where the case stands then."""
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
            return overtaken(request, case, code)
        else:
            return page(request, case, code, told=_("A lead will answer. Until then the limit stays."))
    return page(request, case, code, more_time=asked)


@with_code
def case_code_letter(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Send one letter of the case of a code."""
    letter = letter_of(request, case)
    try:
        pdf = render_letter(letter, address=verify_address(request))
    except RenderingUnavailable:
        return page(request, case, code, told=_("This server cannot make PDF files yet. Please try again later."))
    name = content_disposition_header(as_attachment=True, filename=f"{letter.number}.pdf")
    headers = {"Content-Disposition": name or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
