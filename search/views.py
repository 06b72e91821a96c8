"""The two search pages; owns reading the address and laying out links, and never asks who is on the public one."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from search.query import LONGEST_QUERY
from search.registry import kinds
from search.services import SearchPage, search
from search.visibility import kinds_for


def _address(text: str, kind: str, page: int = 1) -> str:
    parts = {"q": text, "kind": kind, "page": str(page) if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def _chips(text: str, chosen: str, user: User | None) -> list[dict[str, object]]:
    """Return the links that narrow the answer to one kind; none where there is nothing to choose."""
    names = kinds_for(user)
    labels = [(kind.name, kind.label) for kind in kinds() if kind.name in names]
    if len(labels) < 2:  # noqa: PLR2004  # one kind is no choice
        return []
    return [
        {"label": label, "address": _address(text, name), "current": name == chosen, "every": not name}
        for name, label in [("", ""), *labels]
    ]


def _context(page: SearchPage, chosen: str, user: User | None) -> dict[str, object]:
    return {
        "page": page,
        "asked": bool(page.text.strip()),
        "longest": LONGEST_QUERY,
        "chosen": chosen,
        "chips": _chips(page.text, chosen, user),
        "previous": _address(page.text, chosen, page.page - 1) if page.page > 1 else "",
        "next": _address(page.text, chosen, page.page + 1) if page.more else "",
        "everywhere": _address(page.text, ""),
    }


def _answer(request: HttpRequest, user: User | None) -> dict[str, object]:
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    chosen = request.GET.get("kind", "")
    number = request.GET.get("page", "")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 1  # noqa: PLR2004
    return _context(search(text, user=user, kinds=[chosen] if chosen else None, page=page), chosen, user)


@require_safe
def public_search(request: HttpRequest) -> HttpResponse:
    """Search what is public; nobody is signed in here, not even a member of staff."""
    return render(request, "search/public.html", _answer(request, None))


@require_safe
@login_required
def work_search(request: HttpRequest) -> HttpResponse:
    """Search all that the signed-in member of staff may see."""
    assert isinstance(request.user, User)  # noqa: S101  # login_required has seen to it
    return render(request, "search/work.html", _answer(request, request.user))
