"""What the holder of a case code says beside the steps: a statement, an objection, consent, that a letter came."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tolerance.forms.by_code import SayForm
from tolerance.forms.recusal import ObjectForm
from tolerance.models import Case
from tolerance.services import RefusedError, add_statement, agree_to_precedent, confirm_receipt, object_to
from tolerance.views.code_case import letter_of, page, with_code
from tolerance.workflow import CodeHolder


@with_code
def case_code_statement(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Put a statement with its files on the case, and show it there."""
    form = SayForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_statement(actor=CodeHolder(), case=case, words=form.cleaned_data["words"], files=form.taken())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            case.refresh_from_db()
            return page(request, case, code, told=_("It is on the case now, and those who judge it read it."))
    return page(request, case, code, said=form)


@with_code
def case_code_object(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Object to somebody who sits on the case, and show that a lead will settle it."""
    form = ObjectForm(request.POST, case=case, auto_id="id_object_%s")
    if form.is_valid():
        try:
            object_to(actor=CodeHolder(), case=case, **form.arguments())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return page(request, case, code, told=_("A lead will settle it. Until then this body cannot act."))
    return page(request, case, code, objected=form)


@with_code
def case_code_agree(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Agree to the publication of the lesson as it was read."""
    lesson = getattr(case, "precedent", None)
    if lesson is None:
        raise Http404
    try:
        agree_to_precedent(actor=CodeHolder(), precedent=lesson, read=request.POST.get("read", ""))
    except RefusedError as refusal:
        return page(request, case, code, told=str(refusal))
    lesson.refresh_from_db()
    return page(request, case, code, told=_("Thank you. The lesson may be published as it is."))


@with_code
def case_code_received(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Put on record that a letter was received, and show that it is."""
    try:
        confirm_receipt(actor=CodeHolder(), letter=letter_of(request, case))
    except RefusedError as refusal:
        return page(request, case, code, told=str(refusal))
    return page(request, case, code, told=_("It is on record that you have received it."))
