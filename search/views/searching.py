"""The two search pages; owns reading the address and laying out links, and never asks who is on the public one."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.models import User
from accounts.permissions import may_somewhere
from search import saving, wording
from search.facets import FACETS, Value
from search.fields import word_for
from search.query import LONGEST_QUERY
from search.registry import kinds
from search.services import SearchPage, search
from search.suggesting import departments_like, units_like
from search.visibility import kinds_for

Link = dict[str, object]


def _address(text: str, kind: str, page: int = 1, *, newest: bool = False) -> str:
    parts = {"q": text, "kind": kind, "sort": "new" if newest else "", "page": str(page) if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def _chips(page: SearchPage, chosen: str, user: User | None) -> list[Link]:
    """Return the links that narrow the answer to one kind; none where there is nothing to choose."""
    names = kinds_for(user)
    labels = [(kind.name, kind.label) for kind in kinds() if kind.name in names]
    if len(labels) < 2:  # noqa: PLR2004  # one kind is no choice
        return []
    counts = {one.value: one.count for one in page.facets.get("kind", [])} if not chosen else {}
    return [
        {
            "label": label, "address": _address(page.text, name, newest=page.newest), "current": name == chosen,
            "every": not name, "count": counts.get(name),
        }
        for name, label in [("", ""), *labels]
    ]  # fmt: skip


def _narrower(page: SearchPage, chosen: str) -> list[Link]:
    """Return for each facet its name and the links that narrow by one of its values."""
    found: list[Link] = []
    for facet, label in FACETS.items():
        values = page.facets.get(facet, [])
        links = [_narrowing_link(facet, one, page, chosen) for one in values]
        if len(links) > 1:
            found.append({"label": label, "links": links})
    return found


def _wish(facet: str, label: str) -> str:
    """Return the field word and its value as the reader would type them."""
    name, word = label.replace('"', " "), word_for(facet, get_language() or "")
    return f'{word}:"{name}"' if " " in name else f"{word}:{name}"


def _narrowing_link(facet: str, one: Value, page: SearchPage, chosen: str) -> Link:
    text = f"{page.text.strip()} {_wish(facet, one.label)}"[:LONGEST_QUERY]
    return {"label": one.label, "count": one.count, "address": _address(text, chosen)}


def _only(facet: str, name: str, address: Callable[[str], str]) -> Link:
    return {"label": name, "address": address(_wish(facet, name))}


def _context(page: SearchPage, chosen: str, user: User | None) -> dict[str, object]:
    def address(text: str, number: int = 1, *, newest: bool = page.newest) -> str:
        return _address(text, chosen, number, newest=newest)

    return {
        "page": page,
        "asked": bool(page.text.strip()),
        "longest": LONGEST_QUERY,
        "chosen": chosen,
        "chips": _chips(page, chosen, user),
        "narrower": _narrower(page, chosen),
        "meant": address(page.suggestion) if page.suggestion else "",
        "units": [_only("unit", name, address) for name in units_like(page.text, user)],
        "departments": [_only("department", name, address) for name in departments_like(page.text, user)],
        "other_order": address(page.text, newest=not page.newest),
        "previous": address(page.text, page.page - 1) if page.page > 1 else "",
        "next": address(page.text, page.page + 1) if page.more else "",
        "everywhere": _address(page.text, ""),
    }


def _answer(request: HttpRequest, user: User | None) -> dict[str, object]:
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    chosen = request.GET.get("kind", "")
    number = request.GET.get("page", "")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 1  # noqa: PLR2004
    newest = request.GET.get("sort") == "new"
    narrowed = [chosen] if chosen else None
    return _context(search(text, user=user, kinds=narrowed, page=page, newest=newest, counts=True), chosen, user)


@require_safe
def public_search(request: HttpRequest) -> HttpResponse:
    """Search what is public; nobody is signed in here, not even a member of staff."""
    return render(request, "search/public.html", _answer(request, None))


@require_safe
@login_required
def work_search(request: HttpRequest) -> HttpResponse:
    """Search all that the signed-in member of staff may see; without a query, show the searches that are kept."""
    user = signed_in(request)
    context = _answer(request, user)
    context["saved"] = [] if context["asked"] else saving.overview(user)
    context["kept"] = saving.saved_for(user).filter(text=" ".join(request.GET.get("q", "").split())).first()
    context["may_word"] = may_somewhere(user, wording.RIGHT)
    return render(request, "search/work.html", context)
