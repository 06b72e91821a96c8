"""How a burden in hours is made from bands; owns the page alone: the bands stand in `feedback.taxonomy`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from feedback import anonymity
from feedback.forms import choices
from feedback.taxonomy import HOURS, PEOPLE, PER_MONTH, Band, burden_hours

# The example that the page works through.
EXAMPLE = ("0.5-2", "4-8", "2-5")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Show the three bands with their numbers, the sum, one example, and what is never shown."""
    context = {
        "tables": (
            _rows(HOURS, dict(choices.hours())),
            _rows(PER_MONTH, dict(choices.per_month())),
            _rows(PEOPLE, dict(choices.people())),
        ),
        "example": (HOURS[EXAMPLE[0]], PER_MONTH[EXAMPLE[1]], PEOPLE[EXAMPLE[2]]),
        "result": burden_hours(*EXAMPLE),
        "floor": anonymity.cell_floor(),
    }
    return render(request, "feedback/board/method.html", context)


def _rows(bands: dict[str, Band], words: dict[str, object]) -> list[tuple[object, Band]]:
    return [(words[code], band) for code, band in bands.items()]
