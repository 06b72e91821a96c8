"""Taking a report back; owns the question and the answer, and never puts the receipt anywhere but into a form."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from feedback.following import open_thread
from feedback.forms.follow import ReceiptForm
from feedback.services.reply import UnknownReceiptError
from feedback.services.withdraw import withdraw_report
from feedback.views.follow import ask
from feedback.views.steps import only_by_post, other_language


@csrf_exempt
@only_by_post
def withdraw(request: HttpRequest) -> HttpResponse:
    """Ask whether the report is to be withdrawn; with the answer in the form, do it."""
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return ask(request, form)
    receipt = form.cleaned_data["receipt"]
    sure = "sure" in request.POST
    if open_thread(receipt) is None:
        return ask(request, ReceiptForm(initial={"receipt": receipt}), unknown=True)
    if sure:
        # Whoever was quicker with the same receipt did what is asked for.
        with suppress(UnknownReceiptError):
            withdraw_report(receipt=receipt)
    context = {"receipt": receipt, "done": sure, **other_language("follow", by_form=False)}
    return render(request, "feedback/follow/withdrawing.html", context)
