"""The public board: problems, promises and outcomes; never a report's words, and nothing of a session."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from feedback import tokens
from feedback.floods import question
from feedback.forms import proof
from feedback.forms.board import BoardFilter
from feedback.forms.code import MeTooForm
from feedback.history import public_history, returns_of
from feedback.models import Problem, Remedy
from feedback.published import SOLVED
from feedback.reach import extent
from feedback.results import with_results
from feedback.saving import saved_by
from feedback.voices import voices_of

PAGE_SIZE = 10


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show all published problems, those changed last first, at wish of one category and one outcome."""
    narrower = BoardFilter(request.GET.get("category", ""), request.GET.get("outcome", ""))
    rows = Problem.objects.published().with_late(timezone.localdate()).select_related("owner_unit")
    remedies = Prefetch("remedies", queryset=Remedy.objects.select_related("owner_unit"))
    pages = Paginator(narrower.narrow(rows).prefetch_related(remedies).order_by("-state_on", "pk"), PAGE_SIZE)
    used = set(Problem.objects.published().order_by().values_list("category", "state").distinct())
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "query": narrower.query,
        "categories": narrower.categories({category for category, _state in used}),
        "outcomes": narrower.outcomes({state for _category, state in used}),
        "saved": saved_by(Remedy.objects.filter(problem__in=Problem.objects.published().filter(state__in=SOLVED))),
    }
    return render(request, "feedback/board/list.html", context)


@require_safe
def board_problem(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one published problem."""
    return show_problem(request, key)


def show_problem(request: HttpRequest, key: UUID, *, form: MeTooForm | None = None, token: str = "") -> HttpResponse:
    """Answer with the page of one published problem, and the form of "me too": empty, or `form` with its errors.

    The address of one that was merged into another says where it went.
    """
    rows, today = Problem.objects.published(), timezone.localdate()
    moved = Problem.objects.moved().select_related("merged_into").filter(pk=key).first()
    if moved:
        return render(request, "feedback/board/moved.html", {"problem": moved})
    problem = get_object_or_404(rows.with_late(today).select_related("owner_unit"), pk=key)
    open_to_all, signed = rows.joinable().filter(pk=key).exists(), token or tokens.issue()
    context = {
        "problem": problem,
        "extent": extent(None, problem),
        "voices": voices_of(problem),
        "me_too": (form or MeTooForm()) if open_to_all else None,
        "token": signed,
        "question": question.ask(purpose_of(signed)) if open_to_all else None,
        "merged": Problem.objects.moved().filter(merged_into=problem).order_by("title", "pk"),
        "remedies": with_results(problem.remedies.select_related("owner_unit", "promised_for")),
        "events": public_history(problem),
        "returns": returns_of(problem),
    }
    return render(request, "feedback/board/problem.html", context)


def purpose_of(signed: str) -> str:
    """Return what an answer to the question beside the form of "me too" is good for: the form with this token alone."""
    token = tokens.read(signed)
    return proof.purpose("me_too", token.receipt if token else "")
