"""Published lessons as everybody reads them, and in the workplace with those that are told to the reader's units."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.models import User
from tolerance.deidentifying import parts
from tolerance.lessons import get_lesson_for, visible_lessons
from tolerance.models import Case, Precedent

PER_PAGE = 20


def _listed(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """Return the lessons that fit what is looked for, and what that is."""
    words, outcome = request.GET.get("q", "").strip()[:100], request.GET.get("outcome", "")
    found = visible_lessons(user).select_related("case").prefetch_related("case__situations").holding(words)
    if outcome in Case.Outcome.values:
        found = found.filter(case__outcome=outcome)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in (("q", words), ("outcome", outcome)) if value}
    query = f"{urlencode(asked)}&" if asked else ""
    return {"page": page, "words": words, "outcome": outcome, "outcomes": Case.Outcome.choices, "query": query}


def _told(lesson: Precedent) -> dict[str, Any]:
    texts = [
        (_("What happened"), parts(lesson.facts)), (_("How it was judged"), parts(lesson.reasoning)),
        (_("What others learn from it"), parts(lesson.lesson)),
    ]  # fmt: skip
    return {"precedent": lesson, "texts": texts}


@require_safe
def precedents(request: HttpRequest) -> HttpResponse:
    """Show the public lessons, or those of them that hold every word looked for."""
    context = _listed(request, None) | {"address": "precedent"}
    return render(request, "tolerance/precedents/list.html", context)


@require_safe
def precedent(request: HttpRequest, key: str) -> HttpResponse:
    """Show one public lesson."""
    return render(request, "tolerance/precedents/page.html", _told(get_lesson_for(None, key)))


def _reader(request: HttpRequest) -> User:
    user = signed_in(request)
    if user.admin_role:
        raise PermissionDenied
    return user


@login_required
@require_safe
def work_lessons(request: HttpRequest) -> HttpResponse:
    """Show the lessons that are told to everybody and to the reader's units."""
    context = _listed(request, _reader(request)) | {"address": "work_lesson"}
    return render(request, "tolerance/precedents/work_list.html", context)


@login_required
@require_safe
def work_lesson(request: HttpRequest, key: str) -> HttpResponse:
    """Show one lesson to somebody it is told to."""
    return render(request, "tolerance/precedents/work_page.html", _told(get_lesson_for(_reader(request), key)))
