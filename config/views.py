"""The pages that belong to no room: the home page, the workplace's first page and the style guide."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView


class HomeView(TemplateView):
    """The first page: what this is, what it promises, what it cannot promise."""

    template_name = "home.html"


class StyleView(TemplateView):
    """All components on one page, in debug only."""

    template_name = "style.html"


@login_required
def work(request: HttpRequest) -> HttpResponse:
    """The workplace's first page: what waits for this member of staff."""
    return render(request, "work.html")
