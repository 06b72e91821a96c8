"""Deletes from a request whatever names the sender; owns the list of what is kept, never one of what is dropped."""

import logging
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from config.mending import mend_body_headers
from config.unescaping import shorten_form

# Headers outside this list do not reach Django: a proxy's new forwarding header is forgotten without our knowing it.
KEPT_HEADERS = frozenset({
    "HTTP_HOST", "HTTP_COOKIE", "HTTP_ORIGIN", "HTTP_REFERER", "HTTP_X_CSRFTOKEN", "HTTP_RANGE", "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_SEC_FETCH_SITE",
    "HTTP_HX_REQUEST", "HTTP_HX_TARGET", "HTTP_HX_TRIGGER", "HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST",
    "HTTP_X_FORWARDED_PROTO",
})  # fmt: skip
PEER_VARIABLES = frozenset({"REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "REMOTE_USER", "REMOTE_IDENT"})
# The anonymous channel and every other public page run without cookies, so that a signed-in member of staff who
# reports something is nobody there.
COOKIE_PATHS = ("/work/", "/account/", "/en/work/", "/en/account/")

_FAULT = "系统出现故障，请稍后再试。 Something went wrong on our side. Please try again later.\n".encode()
_logger = logging.getLogger("django.wsgi")

Environ = MutableMapping[str, Any]


def forget_sender(environ: Environ) -> None:
    """Remove in place the peer's address, and every header that is not on the list of those kept."""
    for name in [name for name in environ if name.startswith("HTTP_") and name not in KEPT_HEADERS]:
        del environ[name]
    for name in PEER_VARIABLES & environ.keys():
        del environ[name]
    if not environ.get("PATH_INFO", "").startswith(COOKIE_PATHS):
        for name in ("HTTP_COOKIE", "HTTP_REFERER", "HTTP_ORIGIN"):
            environ.pop(name, None)


class Forgetting:
    """WSGI middleware that forgets the sender and passes the rest on."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        """Wrap a WSGI `application`."""
        self._application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request without knowing whose it is."""
        forget_sender(environ)
        mend_body_headers(environ)
        try:
            shorten_form(environ)
            return self._application(environ, start_response)
        except Exception:
            # The web server would print the exception's text, which may quote what somebody wrote.
            _logger.exception("the application failed")
            start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
            return [_FAULT]
