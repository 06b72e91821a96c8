"""Hands out a rebuilt file; owns the headers that keep a browser from doing anything else with it."""

from django.http import HttpResponse

from jobs.rebuilding import Kind

_SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def handed(data: bytes, kind: Kind, disposition: str) -> HttpResponse:
    """Return the answer with a file: in a sandbox without rights, should a browser show it after all.

    Args:
        data: the bytes.
        kind: the type in which they were written anew.
        disposition: the value of Content-Disposition.
    """
    headers = {
        "Content-Disposition": disposition,
        "Content-Security-Policy": _SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(data, content_type=kind.content_type, headers=headers)
