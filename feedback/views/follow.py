"""The thread behind a receipt, for whoever holds it.

Owns the way from receipt to page, and must never put the receipt into an address, a title or a log: it travels in
the body of a POST alone.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.markup import render_markdown
from feedback import anonymity
from feedback.floods.buckets import FloodError
from feedback.following import open_thread
from feedback.forms import proof
from feedback.forms.files import FilesForm, sent_files
from feedback.forms.follow import MessageForm, ReceiptForm
from feedback.models import Message
from feedback.services import add_message
from feedback.services.rebuilding import FilesRefusedError
from feedback.services.reply import UnknownReceiptError
from feedback.standing import standing
from feedback.taxonomy import REMEDIES
from feedback.views.judging import choices
from feedback.views.steps import only_by_post, other_language


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt; by POST, show the thread that it opens."""
    if request.method != "POST":
        return ask(request, ReceiptForm())
    form = ReceiptForm(request.POST)
    return show_thread(request, form.cleaned_data["receipt"], MessageForm()) if form.is_valid() else ask(request, form)


@csrf_exempt
@only_by_post
def add(request: HttpRequest) -> HttpResponse:
    """Take a further message in, and show the thread again; with the text still there if it cannot be taken."""
    form, message = ReceiptForm(request.POST), MessageForm(request.POST)
    if not form.is_valid():
        return ask(request, form, message)
    receipt = form.cleaned_data["receipt"]
    files = sent_files(request)
    if open_thread(receipt) is None or not message.is_valid() or not files.is_valid():
        return show_thread(request, receipt, message, files=files)
    text = message.cleaned_data["text"]
    about = proof.purpose("message", receipt, text)
    shown = proof.passage(request.POST, about)
    try:
        add_message(receipt=receipt, text=text, today=timezone.localdate(), files=files.sent(), passage=shown)
    except UnknownReceiptError:  # its words are deleted: the page says so, and takes nothing more
        return show_thread(request, receipt, message)
    except FilesRefusedError as refused:
        files.refuse(refused)
        return show_thread(request, receipt, message, files=files)
    except FloodError as refusal:
        return show_refusal(request, receipt, message, refusal, about)
    return show_thread(request, receipt, MessageForm(), added=True)


def ask(
    request: HttpRequest, form: ReceiptForm, message: MessageForm | None = None, *, unknown: bool = False
) -> HttpResponse:
    """Show the question for the receipt, and carry along a text that was typed already."""
    text = message["text"].value() if message else ""
    context = {"form": form, "unknown": unknown, "text": text, **other_language("follow", by_form=bool(text))}
    return render(request, "feedback/follow/ask.html", context)


def show_thread(request: HttpRequest, receipt: str, message: MessageForm, **notices: object) -> HttpResponse:
    """Show the thread of a receipt. `notices` say what was just done: `added` a message, `judged` a remedy, or not.

    Also `files`, the form with what is wrong with them.
    """
    found = open_thread(receipt)
    if found is None:
        return ask(request, ReceiptForm(initial={"receipt": receipt}), message, unknown=True)
    if request.POST.get("text") and not message.is_bound and not notices.get("added"):
        message = MessageForm(initial={"text": request.POST["text"]})
    context = {
        "thread": found,
        "report": found.report,
        "receipt": receipt,
        "form": message,
        "files": FilesForm(),
        **other_language("follow", by_form=True),
        **notices,
        "at_once": anonymity.releases_at_once(),
        "standing": standing(found),
        "verdicts": choices(found),
        "messages": [_shown(message) for message in found.messages],
        "remedies": [(REMEDIES.get(remedy.kind), remedy) for remedy in found.remedies],
    }
    return render(request, "feedback/follow/thread.html", context)


def show_refusal(
    request: HttpRequest, receipt: str, message: MessageForm, refusal: FloodError, about: str
) -> HttpResponse:
    """Show the thread with what is asked for the act `about`, because too much comes in; what was typed stays."""
    words = proof.refusal_words(refusal, request.POST)
    page = show_thread(request, receipt, message, notice=words, asked=proof.asked_for(about))
    return proof.as_refusal(page, refusal)


def _shown(message: Message) -> dict[str, object]:
    """Return what the page shows: staff write limited Markdown, reporters plain text."""
    answer = message.author_id is not None
    html = render_markdown(message.text) if answer else ""
    return {"answer": answer, "on": message.on, "text": message.text, "html": html}
