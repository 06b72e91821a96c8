"""The public page that tells whether a letter is authentic; it stores nothing and knows nobody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tolerance.forms.verify import VerifyForm
from tolerance.verifying import verify as answer_of


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Show the form, and with number and code what is on file."""
    sent = bool(request.GET)
    form = VerifyForm(request.GET if sent else None)
    answer = answer_of(**form.cleaned_data) if sent and form.is_valid() else None
    status = 422 if sent and form.errors else 200
    return render(request, "tolerance/verify.html", {"form": form, "answer": answer}, status=status)
