"""Sets the headers of every page; owns the content security policy and what a browser may keep."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.forgetting import COOKIE_PATHS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class PageHeadersMiddleware:
    """Adds the security headers, and keeps every page but static files out of caches and search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers set (contract 1; DESIGN: no third-party request)."""
        response = self._get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("X-Robots-Tag", "noindex, nofollow")
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        if request.path.startswith(COOKIE_PATHS):
            # Under `no-referrer` browsers send `Origin: null`, which the CSRF check of the staff pages must refuse.
            response.headers["Referrer-Policy"] = "same-origin"
        return response
