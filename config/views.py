"""The pages that belong to no room: home, promise, the workplace's first page and the style guide."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.access import signed_in
from config.menu import menu_for
from config.style import specimens
from digests.waiting import waiting_for
from feedback.at_hand import at_hand
from feedback.duties import duties_of, reports_unseen
from feedback.surrender import tables
from tolerance.agenda import tasks_of
from tolerance.effects import reminders_for
from tolerance.risen import rises_for

MOST_TASKS = 8


class HomeView(TemplateView):
    """The first page: what this is, what it promises, what it cannot promise."""

    template_name = "home.html"


class PromiseView(TemplateView):
    """The promise in plain words, with the numbers that hold here."""

    template_name = "promise.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the numbers as they are now."""
        return super().get_context_data(
            **kwargs,
            pool_batch=settings.POOL_BATCH,
            pool_days=settings.POOL_DAYS,
            retention_days=settings.RETENTION_DAYS,
            unit_floor=settings.UNIT_FLOOR,
            cell_floor=settings.CELL_FLOOR,
            tables=tables(),
        )


class StyleView(TemplateView):
    """All components on one page, in debug only."""

    template_name = "style.html"
    extra_context = specimens()


def icon(_request: HttpRequest) -> HttpResponse:
    """The address that browsers ask by themselves on pages that name no icon, such as JSON and PDF."""
    return redirect(static("img/mark.svg"))


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """The workplace's first page: what waits for this member of staff."""
    user, today = signed_in(request), timezone.localdate()
    offers = [link for link in menu_for(user, request.path) if link.name != "work"]
    cases = {
        "case_tasks": tasks_of(user, today)[:MOST_TASKS],
        "cases_risen": rises_for(user, today).count(),
        "reminders": reminders_for(user, today)[:MOST_TASKS],
    }
    hand = {"hand": at_hand(user), "digests": waiting_for(user, today), "unseen": reports_unseen(user, today)}
    return render(request, "work.html", {"offers": offers, **cases, **hand, **duties_of(user, today).counts()})
