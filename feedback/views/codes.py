"""Orders and voids tear-off codes. The sheets are the answer itself: no address leads to them a second time."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from feedback import access
from feedback.forms.sheets import OrderForm
from feedback.services.codes import order_codes, void_codes
from feedback.sheets import draw_posters
from feedback.views.acting import UNPROCESSABLE, staff
from jobs.rendering import RenderingUnavailable

UNAVAILABLE = 503


@login_required
@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """Show what was ordered, and the form to order."""
    return _show(request, _form(request))


@login_required
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Answer with the sheets as a PDF, or with the form and its errors."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _show(request, form, status=UNPROCESSABLE)
    draw = partial(draw_posters, address=_address(request))
    try:
        pdf = order_codes(actor=staff(request), draw=draw, today=timezone.localdate(), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, form, status=UNPROCESSABLE)
    except RenderingUnavailable as missing:
        return _show(request, form, status=UNAVAILABLE, missing=missing)
    name = _("Tear-off codes of %(unit)s") % {"unit": form.cleaned_data["unit"]}
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=f"{name}.pdf")}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@login_required
@require_POST
def void(request: HttpRequest, key: int) -> HttpResponse:
    """Make a batch worthless, and show the list again."""
    batch = access.get_code_batch_for(staff(request), key)
    void_codes(actor=staff(request), batch=batch, today=timezone.localdate())
    messages.success(request, _("The codes of this order are worthless from now on. Please take the sheets down."))
    return redirect("codes")


def _form(request: HttpRequest, data: Any = None) -> OrderForm:
    return OrderForm(data, units=access.code_units_for(staff(request)))


def _address(request: HttpRequest) -> str:
    base = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")
    return f"{base.rstrip('/')}{reverse('report')}"


def _show(request: HttpRequest, form: OrderForm, *, status: int = 200, **context: Any) -> HttpResponse:
    batches, today = access.code_batches_for(staff(request)), timezone.localdate()
    everything = {"batches": batches, "form": form, "today": today, "address": _address(request), **context}
    return render(request, "feedback/codes/page.html", everything, status=status)
