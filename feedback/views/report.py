"""The three steps of a report: write, check, keep the receipt and send.

They own the order of steps, and must never touch a session, a user or a cookie. Every step carries everything that
was typed in its form, so that going back, loading anew or an error loses nothing. The signed token in the form
stands in for the CSRF cookie.
"""

from copy import deepcopy

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from feedback import anonymity, tokens
from feedback.answering import alike_answers
from feedback.code_rules import demanding_units
from feedback.floods.buckets import FloodError, Standing, standing
from feedback.forms import proof
from feedback.forms.code import CodeForm
from feedback.forms.files import FilesForm, sent_files
from feedback.forms.report import MOST_WORDS, ReportForm
from feedback.known import known as known_problems
from feedback.services import submit_report
from feedback.services.claims import CodeRefusedError
from feedback.services.rebuilding import FilesRefusedError
from feedback.services.submit import ReceiptUsedError
from feedback.views.checking import ACCUSING, FIELDS, SO, accusation, places
from feedback.views.coding import code_form_to_check, code_form_to_show, refused_form, typed_code, typed_in
from feedback.views.done import acknowledge
from feedback.views.first import PLACE, empty_form
from feedback.views.steps import only_by_post, other_language

YOUNG = _("That was very quick. Nothing was sent yet: please press the button once more.")
OLD = _(
    "This page was open for more than a day. Nothing is lost and your receipt code still holds: please send once more."
)
FOREIGN = _(
    "Something went wrong on the way, so you have a new receipt code. Nothing you wrote is lost. "
    "Please keep the new code and send once more."
)
USED = _(
    "The receipt code from before already belongs to another report, which is safe. "
    "This one gets a code of its own: please keep it and send."
)


# Where each page goes on in the other language. Never to `report_send`: changing the language must not send.
_OTHER = {"write": "report", "check": "report_check", "accused": "report_check", "keep": "report_keep"}


def _page(request: HttpRequest, step: str, form: ReportForm, token: str, **context: object) -> HttpResponse:
    # Said wherever the form is shown, also with errors: before anything is written in vain.
    demanding = demanding_units(timezone.localdate()) if step == "write" else []
    everything = {
        "demanding": demanding,
        "form": form,
        "token": token,
        "pool_batch": anonymity.pool_batch(),
        "pool_days": anonymity.pool_days(),
        "at_once": anonymity.releases_at_once(),
        "typed_code": typed_code(request),
        **other_language(_OTHER[step], by_form=True),
    }
    return render(request, f"feedback/report/{step}.html", {**everything, **context})


def _form_shown(request: HttpRequest, **context: object) -> HttpResponse:
    typed = {field.name: field.data for field in ReportForm(request.POST)} if request.method == "POST" else {}
    form = ReportForm(initial=typed)
    name = request.POST.get("change", "")
    if name in FIELDS:
        form.fields[name] = deepcopy(form.fields[name])  # all forms share them
        form.fields[name].widget.attrs["autofocus"] = True
    token, rewrite = tokens.kept(request.POST.get("token", "")), "rewrite" in request.POST
    return _page(request, "write", form, token, rewrite=rewrite, **context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Show the form: empty, or by POST with everything that was typed before, to change it."""
    if request.method == "POST" or request.META.get("QUERY_STRING"):
        return _form_shown(request)
    demanding = demanding_units(timezone.localdate())
    return empty_form(demanding, lambda: _page(request, "write", ReportForm(), PLACE, rewrite=False))


@csrf_exempt
@only_by_post
def known(request: HttpRequest) -> HttpResponse:
    """Show published problems like what is being written: the list alone while one types, else the form with it."""
    found = {**_like(request.POST.get("words", "")), "looked": True}
    whole = "token" in request.POST
    response = _form_shown(request, **found) if whole else render(request, "feedback/report/known.html", found)
    response.headers["Cache-Control"] = "no-store"
    return response


@csrf_exempt
@only_by_post
def check(request: HttpRequest) -> HttpResponse:
    """Show all answers in plain words and what in them could identify the writer, or the form with its errors."""
    form, token = ReportForm(request.POST), tokens.kept(request.POST.get("token", ""))
    if not form.is_valid():
        return _page(request, "write", form, token)
    return _check(request, form, token)


@csrf_exempt
@only_by_post
def keep(request: HttpRequest) -> HttpResponse:
    """Show the receipt before anything is sent."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, "write", form, tokens.kept(request.POST.get("token", "")))
    token, found = tokens.kept(request.POST.get("token", "")), places(form, request.POST)
    if accusation(form, found, request.POST) or not all(place.so for place in found):
        return _check(request, form, token, undecided=True)
    return _keep(request, form, token)


@csrf_exempt
@only_by_post
def send(request: HttpRequest) -> HttpResponse:
    """Store the report once, and say so; the same page again for the same form sent again."""
    form, signed = ReportForm(request.POST), request.POST.get("token", "")
    if not form.is_valid():
        return _page(request, "write", form, tokens.kept(signed))
    token = tokens.read(signed)
    if token is None:
        return _keep(request, form, tokens.issue(), FOREIGN)
    if token.age is not tokens.Age.RIPE:
        young = token.age is tokens.Age.YOUNG
        return _keep(request, form, signed if young else tokens.issue(token.receipt), YOUNG if young else OLD)
    today = timezone.localdate()
    code = code_form_to_check(request, form.cleaned_data["receiving_unit"], today)
    if code and not code.is_valid():
        return _keep(request, form, signed, code_form=code)
    files = sent_files(request)
    if not files.is_valid():
        return _keep(request, form, signed, files=files)
    return _store(request, form, token.receipt, code, files)


def _check(request: HttpRequest, form: ReportForm, token: str, *, undecided: bool = False) -> HttpResponse:
    found = places(form, request.POST)
    sentence = accusation(form, found, request.POST)
    if sentence:
        return _page(request, "accused", form, token, sentence=sentence)
    accusing = ACCUSING if ACCUSING in request.POST.getlist(SO) else ""
    context = {"answers": form.answers(), "findings": found, "undecided": undecided, "accusing": accusing}
    return _page(request, "check", form, token, **context, **_like(form.cleaned_data["words"]))


def _like(words: str) -> dict[str, object]:
    """Return published problems and answers like what is being written."""
    text = words[:MOST_WORDS]
    return {"known": known_problems(text), "answered": alike_answers(text)}


def _keep(
    request: HttpRequest, form: ReportForm, signed: str, notice: object = "", **bound: CodeForm | FilesForm | None
) -> HttpResponse:
    token = tokens.read(signed)
    code = bound.get("code_form") or code_form_to_show(
        request, form.cleaned_data["receiving_unit"], timezone.localdate()
    )
    forms = {"code_form": code, "files": bound.get("files") or FilesForm()}
    receipt = token.receipt if token else ""
    # Asked for before it is needed, so that the browser can work while the receipt is written down.
    scarce = standing(form.cleaned_data["receiving_unit"].pk) is not Standing.OPEN or notice in proof.QUESTIONS
    asked = proof.asked_for(proof.purpose("report", receipt)) if scarce else None
    return _page(request, "keep", form, signed, receipt=receipt, notice=notice, asked=asked, **forms)


def _store(
    request: HttpRequest, form: ReportForm, receipt: str, code: CodeForm | None, files: FilesForm
) -> HttpResponse:
    today = timezone.localdate()
    typed, passage = typed_in(code), proof.passage(request.POST, proof.purpose("report", receipt))
    try:
        submit_report(
            receipt=receipt, content=form.content(), today=today, code=typed, files=files.sent(), passage=passage
        )
    except ReceiptUsedError:
        return _keep(request, form, tokens.issue(), USED)
    except CodeRefusedError as refused:
        return _keep(request, form, request.POST["token"], code_form=refused_form(request, code, refused))
    except FilesRefusedError as refused:
        files.refuse(refused)
        return _keep(request, form, request.POST["token"], files=files)
    except FloodError as refusal:
        words = proof.refusal_words(refusal, request.POST)
        return proof.as_refusal(_keep(request, form, request.POST["token"], words), refusal)
    return acknowledge(request, receipt, today)
