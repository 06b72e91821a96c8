"""The overview of leaders and superiors; owns how its figures are laid out and drawn, and counts nothing."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Unit
from accounts.permissions import units_where
from feedback.forms.units import Offer, UnitSelect, offered_in_reach
from feedback.models import Problem
from feedback.overview import Overview, Sum, overview
from feedback.taxonomy import BURDENS
from feedback.views.acting import here_of, staff
from jobs.charts import SCREEN, Bar, Range, bars, ranges

_MONTHS = 3


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what hurts, where it grows, and what was done about it."""
    found, offer = asked_for(request)
    context = {
        "overview": found,
        "units": _select(offer, found.unit),
        "quarters": [(start, quarter_name(start)) for start in found.quarters],
        "quarter": quarter_name(found.quarter) if found.quarter else "",
        "here": here_of(request),
        "categories": [(str(BURDENS.get(row.name, row.name)), row) for row in found.categories],
        "states": [(Problem.State(state).label, state, count) for state, count in found.work.states.items()],
        "totals_rows": _totals(found),
        **_charts(found),
    }
    return render(request, "feedback/overview/page.html", context)


def asked_for(request: HttpRequest) -> tuple[Overview, Offer]:
    """Return the overview that the address asks for, and the units of which the user may ask for one.

    Raises:
        PermissionDenied: there are none.
    """
    user = staff(request)
    offer = offered_in_reach(units_where(user, "overview.read"), "")
    units = list(offer.units.values())
    if not units:
        raise PermissionDenied
    return overview(user, _unit(request, units), _quarter(request), today=timezone.localdate()), offer


def _unit(request: HttpRequest, units: list[Unit]) -> Unit:
    """Return the unit that the address names, else the first of the user's own."""
    named = request.GET.get("unit", "")
    return next((unit for unit in units if str(unit.pk) == named), units[0])


def _select(offer: Offer, chosen: Unit) -> SafeString:
    """Return the list of units; whoever has a reach of thousands gets options that are written once."""
    widget = UnitSelect()
    widget.options = offer.options.partition("</option>")[2]
    return widget.render("unit", str(chosen.pk), {"id": "overview-unit"})


def _quarter(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("quarter", ""))
    except ValueError:
        return None


def quarter_name(start: date) -> str:
    """Return the quarter that begins on `start` as people write it."""
    return f"{start.year}Q{(start.month - 1) // _MONTHS + 1}"


def _charts(found: Overview) -> dict[str, SafeString | None]:
    hidden = _("not shown")
    hurting = [Bar(one.problem.title, one.told.reports, one.before) for one in found.hurting]
    states = [
        Bar(_("Promised"), found.work.states["promised"]),
        Bar(_("Said to be done"), found.work.states["implemented"]),
        Bar(_("Confirmed, or watched since"), sum(found.work.states[s] for s in ("confirmed", "watched", "settled"))),
        Bar(_("Came back, or not fixed"), sum(found.work.states[s] for s in ("reopened", "rebounded"))),
        Bar(_("Overdue"), found.work.late),
        Bar(_("Under supervision"), found.work.supervised),
    ]
    work = _("%(late)d overdue, %(watched)d under supervision, %(promised)d promised") % {
        "late": found.work.late, "watched": found.work.supervised, "promised": found.work.states["promised"],
    }  # fmt: skip
    return {
        "hurting_chart": _drawn(hurting, _("Reports of the quarter by problem, the quarter before as a line"), hidden),
        "totals_chart": _drawn(_totals(found), _("Reports of all units, quarter by quarter"), hidden),
        "work_chart": bars(states, title=work, hidden=hidden, ink=SCREEN),
        "categories_chart": _spans(
            [(str(BURDENS.get(row.name, row.name)), row) for row in found.categories],
            _("Staff-hours a month told by kind of burden, from the lower to the upper end"),
        ),
        "departments_chart": _spans(
            [(row.name, row) for row in found.departments],
            _("Staff-hours a month told by who asks for it, from the lower to the upper end"),
        ),
    }


def _spans(rows: list[tuple[str, Sum]], title: str) -> SafeString | None:
    if not any(row.hours for _name, row in rows):
        return None
    return ranges([Range(name, row.hours) for name, row in rows], title=title, hidden=_("not shown"), ink=SCREEN)


def _totals(found: Overview) -> list[Bar]:
    return [Bar(quarter_name(start), count) for start, count in found.totals]


def _drawn(rows: list[Bar], title: str, hidden: str) -> SafeString | None:
    return bars(rows, title=title, hidden=hidden, ink=SCREEN) if any(row.value for row in rows) else None
