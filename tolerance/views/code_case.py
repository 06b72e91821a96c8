"""How the pages of a case code find their case and show it; owns that a code comes by POST alone, and no step."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tolerance.code_page import page_of
from tolerance.forms.by_code import CodeForm
from tolerance.models import Case, Letter
from tolerance.services.by_code import find_by_code
from tolerance.views.uploads import keeps_names

METHODS = ["GET", "HEAD", "POST"]
# A view of the case of a code; the code is canonical.
OfCode = Callable[[HttpRequest, Case, str], HttpResponse]


def with_code(view: OfCode) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view that finds the case of the code in the body; by GET, or without a case, the code is asked for."""

    @csrf_exempt
    @keeps_names
    @require_http_methods(METHODS)
    @wraps(view)
    def found(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("case_code")
        form = CodeForm(request.POST)
        case = find_by_code(form.cleaned_data["code"]) if form.is_valid() else None
        if case is not None:
            return view(request, case, form.cleaned_data["code"])
        if not form.errors:
            form.add_error("code", _("There is no case of this code."))
        return render(request, "tolerance/code/start.html", {"form": form}, status=422)

    return found


def page(request: HttpRequest, case: Case, code: str, *, told: str = "", **sent: Any) -> HttpResponse:
    """Return the page of the case of a code, which no browser keeps.

    Args:
        request: the request.
        case: the case.
        code: its code.
        told: what is said of what was just done.
        sent: a form that came back with errors, by the name that `page_of` knows it by.
    """
    context = page_of(case, **sent) | {"code": code, "told": told}
    response = render(request, "tolerance/code/page.html", context, status=422 if sent else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def letter_of(request: HttpRequest, case: Case) -> Letter:
    """Return the letter of the case that the body names.

    Raises:
        Http404: it names none.
    """
    try:
        letter = case.letters.filter(pk=UUID(request.POST.get("letter", ""))).first()
    except ValueError:
        letter = None
    if letter is None:
        raise Http404
    return letter


def overtaken(request: HttpRequest, case: Case, code: str) -> HttpResponse:
    """Show where the case stands now, and say that somebody else acted first."""
    case.refresh_from_db()
    words = _("Somebody moved this case before you. Here is where it stands now.")
    return page(request, case, code, told=words)
