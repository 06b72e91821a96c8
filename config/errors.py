"""The pages for faults; owns their wording, and never shows a trace or loses what was typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 in the reader's language."""
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 in the reader's language."""
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form of the workplace came from elsewhere or too late."""
    return render(request, "errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the reader's language."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500: says that the fault is ours, without database, session or context processors: they may be it."""
    context = {"LANGUAGE_CODE": get_language(), "styles": _styles()}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def _styles() -> list[str]:
    try:
        return [static(f"css/{name}.css") for name in ("tokens", "base", "components")]
    except (OSError, ValueError):  # no list of the static files: the page must stand without them
        return []
