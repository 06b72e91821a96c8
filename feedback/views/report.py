"""The three steps of a report: write, check, keep the receipt and send.

They own the order of steps, and must never touch a session, a user or a cookie. Every step carries everything that
was typed in its form, so that going back, loading anew or an error loses nothing. The signed token in the form
stands in for the CSRF cookie.
"""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from feedback import anonymity, selfid, tokens
from feedback.floods.buckets import FloodError, Standing, standing
from feedback.forms import proof
from feedback.forms.report import ReportForm
from feedback.services import submit_report
from feedback.services.submit import ReceiptUsedError
from feedback.views.done import acknowledge
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
_OTHER = {"write": "report", "check": "report_check", "keep": "report_keep"}


def _page(request: HttpRequest, step: str, form: ReportForm, token: str, **context: object) -> HttpResponse:
    everything = {
        "form": form,
        "token": token,
        "pool_batch": anonymity.pool_batch(),
        "pool_days": anonymity.pool_days(),
        "at_once": anonymity.releases_at_once(),
        **other_language(_OTHER[step], by_form=True),
    }
    return render(request, f"feedback/report/{step}.html", {**everything, **context})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Show the form: empty, or by POST with everything that was typed before, to change it."""
    typed = {field.name: field.data for field in ReportForm(request.POST)} if request.method == "POST" else {}
    form = ReportForm(initial=typed)
    return _page(request, "write", form, tokens.kept(request.POST.get("token", "")))


@csrf_exempt
@only_by_post
def check(request: HttpRequest) -> HttpResponse:
    """Show all answers in plain words and what in them could identify the writer, or the form with its errors."""
    form, token = ReportForm(request.POST), tokens.kept(request.POST.get("token", ""))
    if not form.is_valid():
        return _page(request, "write", form, token)
    answers = form.answers()
    findings = [(label, found) for label, text in answers for found in selfid.find(text)]
    return _page(request, "check", form, token, answers=answers, findings=findings)


@csrf_exempt
@only_by_post
def keep(request: HttpRequest) -> HttpResponse:
    """Show the receipt before anything is sent."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, "write", form, tokens.kept(request.POST.get("token", "")))
    return _keep(request, form, tokens.kept(request.POST.get("token", "")))


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
    return _store(request, form, token.receipt, timezone.localdate())


def _keep(request: HttpRequest, form: ReportForm, signed: str, notice: object = "") -> HttpResponse:
    token = tokens.read(signed)
    receipt = token.receipt if token else ""
    # Asked for before it is needed, so that the browser can work while the receipt is written down.
    scarce = standing(form.cleaned_data["receiving_unit"].pk) is not Standing.OPEN or notice in proof.QUESTIONS
    asked = proof.asked_for(proof.purpose("report", receipt)) if scarce else None
    return _page(request, "keep", form, signed, receipt=receipt, notice=notice, asked=asked)


def _store(request: HttpRequest, form: ReportForm, receipt: str, today: date) -> HttpResponse:
    passage = proof.passage(request.POST, proof.purpose("report", receipt))
    try:
        submit_report(receipt=receipt, content=form.content(), today=today, passage=passage)
    except ReceiptUsedError:
        return _keep(request, form, tokens.issue(), USED)
    except FloodError as refusal:
        words = proof.refusal_words(refusal, request.POST)
        return proof.as_refusal(_keep(request, form, request.POST["token"], words), refusal)
    return acknowledge(request, receipt, today)
