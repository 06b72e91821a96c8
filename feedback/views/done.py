"""The page that acknowledges a report; owns that it is made once a day and language, and never keeps a receipt.

It says the same to everybody but for the receipt, and making it anew took a third of the step that stores. So it is
kept in the process with a place left open. Nothing in it, nor in what it is kept by, comes from a reporter.
"""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from feedback import anonymity
from feedback.views.steps import other_language

# In the form of a receipt, so that the page is made as for one; the check character of this one would be wrong.
_OPEN = "0000-0000-0000-0000-000Z"
_MOST = 4  # two languages, today and tomorrow
_kept: dict[tuple[str | None, date, bool], str] = {}


def acknowledge(request: HttpRequest, receipt: str, today: date) -> HttpResponse:
    """Return the page that says that a report has arrived.

    Args:
        request: the request that sent it.
        receipt: its receipt in canonical form, which holds nothing that HTML would have to escape.
        today: the day, from which the latest day of release follows.
    """
    key = (get_language(), anonymity.release_by(today), anonymity.releases_at_once())
    page = _kept.get(key)
    if page is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        page = _kept[key] = _made(request, today)
    return HttpResponse(page.replace(_OPEN, receipt))


def _made(request: HttpRequest, today: date) -> str:
    context = {
        "receipt": _OPEN,
        "at_once": anonymity.releases_at_once(),
        "release_by": anonymity.release_by(today),
        **other_language("home", by_form=False),
    }
    return render_to_string("feedback/report/done.html", context, request)
