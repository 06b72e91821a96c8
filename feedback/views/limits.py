"""The page on which a leader sets the limits of units; owns how it is laid out, and no rule."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback import access
from feedback.forms.clocks import LimitsForm
from feedback.limits import house_limits, rise_pause
from feedback.models import UnitLimits
from feedback.services.limits import set_limits
from feedback.views.acting import UNPROCESSABLE, accepted, staff


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Show the limits that units in reach have set, and set those of one."""
    user, status = staff(request), 200
    units = access.units_in_reach(user, "limits.set")
    if not units:
        raise PermissionDenied
    form = LimitsForm(units=units)
    if request.method == "POST":
        form, status = LimitsForm(request.POST, units=units), UNPROCESSABLE
        if accepted(form, partial(set_limits, actor=user)):
            messages.success(request, _("The limits are set. Clocks that run take them up tonight."))
            return redirect("limits")
    rows = (
        UnitLimits.objects.filter(unit__in=[unit.pk for unit in units])
        .select_related("unit")
        .order_by("unit__position", "unit")
    )
    context = {"form": form, "rows": rows, "house": house_limits(), "pause": rise_pause()}
    return render(request, "feedback/duties/limits.html", context, status=status)
