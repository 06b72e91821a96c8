"""Keeps whoever signed in with a one-time password on the page where it is changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class OneTimePasswordMiddleware:
    """Sends a user who must change the password to the form for it, from every page of the workplace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or redirect to the form for a new password."""
        if "/work/" in request.path and request.user.is_authenticated and request.user.must_change_password:
            return redirect(reverse("account_change_password"))
        return self._get_response(request)
