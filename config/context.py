"""What every template may read; owns site-wide facts, never anything of a session."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, object]:
    """Return the demo flag and the address of this page in the other language."""
    other = "en" if get_language() == "zh-hans" else "zh-hans"
    return {
        "demo": settings.DEMO,
        "debug_pages": settings.DEBUG,
        "other_language": other,
        "other_language_url": translate_url(request.path, other),
    }
