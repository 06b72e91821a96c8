"""Public answers: the page that everybody reads, and the one on which staff write and publish; owns no rule."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from feedback import access
from feedback.forms.answers import PublicAnswerForm
from feedback.models import Problem, PublicAnswer, Remedy
from feedback.results import with_results
from feedback.services.answers import publish_answer, withdraw_answer, write_answer
from feedback.taxonomy import BURDENS
from feedback.views.acting import UNPROCESSABLE, accepted, quicker, staff
from feedback.workflow import StateConflict

PAGE_SIZE, MOST_SETTLED = 20, 20


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Show all published answers, the latest first, and the problems that were settled."""
    category = request.GET.get("category", "")
    rows = PublicAnswer.objects.filter(published_on__isnull=False).select_related("unit")
    remedies = Prefetch("remedies", with_results(Remedy.objects.all()))
    settled = Problem.objects.published().filter(state=Problem.State.SETTLED).prefetch_related(remedies)
    used = sorted({code for each in (rows, settled) for code in each.order_by().values_list("category", flat=True)})
    if category in BURDENS:
        rows, settled = rows.filter(category=category), settled.filter(category=category)
    context = {
        "page": Paginator(rows.order_by("-published_on", "pk"), PAGE_SIZE).get_page(request.GET.get("page")),
        "settled": settled.order_by("-state_on", "pk")[:MOST_SETTLED],
        "query": f"category={category}&" if category in BURDENS else "",
        "category": category,
        "categories": [BURDENS[code] for code in used if code in BURDENS],
    }
    return render(request, "feedback/answers/public.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Show the answers in reach with what may be done with each, and write one."""
    user, status = staff(request), 200
    units = access.units_in_reach(user, "answer.write")
    if not units:
        raise PermissionDenied
    form = PublicAnswerForm(units=units)
    if request.method == "POST":
        form, status = PublicAnswerForm(request.POST, units=units), UNPROCESSABLE
        if accepted(form, partial(write_answer, actor=user)):
            messages.success(request, _("The answer waits for a second person to publish it."))
            return redirect("answers_work")
    page = Paginator(access.public_answers_for(user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "feedback/answers/work.html", {"form": form, "page": page, "query": ""}, status=status)


@login_required
@require_POST
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Publish an answer that another person wrote."""
    row = access.get_public_answer_for(staff(request), key)
    try:
        publish_answer(answer=row, actor=staff(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except StateConflict:
        messages.error(request, quicker())
    else:
        messages.success(request, _("The answer is public."))
    return redirect("answers_work")


@login_required
@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete an answer."""
    row = access.get_public_answer_for(staff(request), key)
    withdraw_answer(answer=row, actor=staff(request))
    messages.success(request, _("The answer is deleted."))
    return redirect("answers_work")
