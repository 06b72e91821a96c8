"""What the pages of reporters share: steps that only a form opens, and a change of language that loses nothing."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language

View = Callable[[HttpRequest], HttpResponse]


def only_by_post(view: View) -> View:
    """Answer other methods with 405 and the way back, where Django's own answer would be a blank page."""

    @wraps(view)
    def step(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return view(request)
        response = render(request, "feedback/report/misled.html", status=405)
        response.headers["Allow"] = "POST"
        return response

    return step


def other_language(name: str, *, by_form: bool) -> dict[str, str]:
    """Return the template's values for going on at the page `name` in the other language.

    Args:
        name: the name of the address to go on at.
        by_form: whether the page has a form with something typed. Then the link in the header, which would lose it,
            leads to the button that posts the form to that address.
    """
    address = translate_url(reverse(name), "zh-hans" if get_language() == "en" else "en")
    return {"other_address": address, "other_language_url": "#other-language" if by_form else address}
