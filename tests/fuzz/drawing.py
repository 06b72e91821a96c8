"""Lets pages be left blank, so that three times as many requests can be sent; owns how, never which.

Three fifths of the time of a request go into drawing its page. What is left blank has run through everything else:
layers, forms, services, database and the view; who sends decides how many pages are drawn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.backends.django import Template

BLANK = "fuzz.blank"
# The product draws it once and keeps it; it is what acknowledges a report.
_ALWAYS = "feedback/report/done.html"


@contextmanager
def blank_pages() -> Iterator[None]:
    """Leave the pages blank of those requests whose environ holds `BLANK`, until the block ends."""
    draw = Template.render

    def render(page: Any, context: Any = None, request: HttpRequest | None = None) -> str:
        if request is not None and BLANK in request.META and page.template.name != _ALWAYS:
            return ""
        return str(draw(page, context, request))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", render)
        yield
