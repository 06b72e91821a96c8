"""What every template may read; owns site-wide facts, and touches a session on the staff's pages alone."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from accounts.models import User
from config.demo.people import demo_logins
from config.forgetting import COOKIE_PATHS
from config.menu import menu_for


def site(request: HttpRequest) -> dict[str, object]:
    """Return the demo flag and the address of this page in the other language."""
    other = "en" if get_language() == "zh-hans" else "zh-hans"
    return {
        "demo": settings.DEMO,
        "demo_logins": demo_logins() if settings.DEMO else [],
        "debug_pages": settings.STYLE_GUIDE,
        "other_language": other,
        "other_language_url": translate_url(request.get_full_path(), other),
    }


def workplace(request: HttpRequest) -> dict[str, object]:
    """Return the menu of whoever is signed in, on the staff's pages only (contract 1)."""
    if not request.path.startswith(COOKIE_PATHS):
        return {}
    # A request refused by an early layer, such as one for an unknown host, has no user yet.
    user = getattr(request, "user", None)
    return {"work_menu": menu_for(user, request.path)} if isinstance(user, User) else {}
