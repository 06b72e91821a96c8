"""Lets the pages of named cases learn the names of files; everywhere else names are dropped as they come in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

_Rest = ParamSpec("_Rest")


def keeps_names(
    view: Callable[Concatenate[HttpRequest, _Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _Rest], HttpResponse]:
    """Return `view`, for which uploaded files keep their names; nothing may have read the body before."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> HttpResponse:
        for handler in request.upload_handlers:
            handler.keeps_names = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return inner
