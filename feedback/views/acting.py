"""What all acts of the workplace share: who acts, and how a refusal comes back beside the field; owns no rule."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from feedback.workflow import StateConflict

UNPROCESSABLE = 422
_LONGEST = 60


def staff(request: HttpRequest) -> User:
    """Return who is signed in.

    Raises:
        PermissionDenied: nobody is.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def accepted(form: forms.Form, act: Callable[..., Any]) -> bool:
    """Call `act` with the form's values and return whether it was done; otherwise the form holds the reasons."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except StateConflict:
        form.add_error(None, quicker())
        return False
    return True


def quicker() -> str:
    """Return the words for an act that came too late."""
    return _("Somebody was quicker: the state has changed meanwhile. Please look at it again.")


def query_of(request: HttpRequest, *without: str) -> str:
    """Return the query of the address without some of its parameters, ending in `&` unless it is empty."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


def sought(request: HttpRequest) -> str:
    """Return the words by which a problem is looked for within a page; no database is asked for what it cannot hold."""
    return request.GET.get("find", "").replace("\x00", "")[:_LONGEST].strip()


def finding(request: HttpRequest) -> dict[str, Any]:
    """Return what the search for a problem within a page shows: its words, and what else of the address it carries."""
    carried = [(name, value) for name, value in request.GET.items() if name != "find"]
    return {"find": sought(request), "carried": carried}


def here_of(request: HttpRequest) -> str:
    """Return what links of the list carry along: `?` and the query without the search for problems, or ""."""
    query = query_of(request, "find").removesuffix("&")
    return f"?{query}" if query else ""
