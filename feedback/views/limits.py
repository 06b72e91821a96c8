"""The page on which a leader sets the limits of units, one after the other; owns how it is laid out, and no rule."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Unit
from accounts.permissions import units_where
from feedback.forms.clocks import LimitsForm, LimitsUnitForm
from feedback.limits import house_limits, limits_of, rise_pause
from feedback.models import UnitLimits
from feedback.services.limits import set_limits
from feedback.views.acting import UNPROCESSABLE, accepted, staff

FIELDS = ("look", "promise", "implement")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Show the limits that units in reach have set, and set those of the one that the address or the form names."""
    user = staff(request)
    reach = units_where(user, "limits.set")
    if not reach:
        raise PermissionDenied
    named = request.POST if request.method == "POST" else request.GET
    chooser = LimitsUnitForm({"unit": named["unit"]} if "unit" in named else None, units=reach)
    unit = chooser.cleaned_data["unit"] if chooser.is_bound and chooser.is_valid() else None
    form = _form(request, unit) if unit else None
    if request.method == "POST" and unit and form and accepted(form, partial(set_limits, unit=unit, actor=user)):
        messages.success(request, _("The limits are set. Clocks that run take them up tonight."))
        return redirect("limits")
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "feedback/duties/limits.html", _context(reach, chooser, unit, form), status=status)


def _form(request: HttpRequest, unit: Unit) -> LimitsForm:
    above = limits_of({unit.parent_id})[unit.parent_id] if unit.parent_id else house_limits()
    set_here = UnitLimits.objects.filter(unit=unit).values(*FIELDS).first() or {}
    return LimitsForm(request.POST if request.method == "POST" else None, above=above, initial=set_here)


def _context(reach: set[int], chooser: LimitsUnitForm, unit: Unit | None, form: LimitsForm | None) -> dict[str, Any]:
    rows = UnitLimits.objects.filter(unit__in=reach).select_related("unit").order_by("unit__position", "unit")
    return {
        "chooser": chooser, "unit": unit, "form": form, "rows": rows, "house": house_limits(), "pause": rise_pause(),
    }  # fmt: skip
