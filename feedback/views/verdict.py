"""A reporter says whether it was really fixed. Owns nothing but the way there; the receipt is in the body alone."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from feedback.floods.buckets import FloodError
from feedback.forms import proof
from feedback.forms.follow import MessageForm, ReceiptForm
from feedback.services import give_verdict
from feedback.services.reply import UnknownReceiptError
from feedback.services.verdicts import NothingToJudgeError
from feedback.views.follow import ask, show_refusal, show_thread
from feedback.views.steps import only_by_post


@csrf_exempt
@only_by_post
def judge(request: HttpRequest) -> HttpResponse:
    """Take a verdict in and show the thread again, with what was typed there."""
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return ask(request, form, MessageForm(request.POST))
    receipt, value = form.cleaned_data["receipt"], request.POST.get("verdict", "")
    about = proof.purpose("verdict", receipt, value)
    passage = proof.passage(request.POST, about)
    try:
        give_verdict(receipt=receipt, value=value, today=timezone.localdate(), passage=passage)
    except (UnknownReceiptError, NothingToJudgeError) as refusal:
        return show_thread(request, receipt, MessageForm(), unjudged=isinstance(refusal, NothingToJudgeError))
    except FloodError as refusal:
        return show_refusal(request, receipt, MessageForm(), refusal, about)
    return show_thread(request, receipt, MessageForm(), judged=True)
