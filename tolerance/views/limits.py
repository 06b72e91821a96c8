"""The page on which a leader sets how long the phases of cases may take in a unit; owns how it is laid out, no rule."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in
from accounts.models import Unit
from accounts.permissions import units_where
from accounts.tree import current_tree
from tolerance import services
from tolerance.forms.extension import CaseLimitsForm
from tolerance.limits import limits_of
from tolerance.models import PhaseLimit
from tolerance.models.case import state_name
from tolerance.procedure import PHASES
from tolerance.rules import in_days


def _chosen(typed: str, units: list[Unit]) -> Unit:
    return next((unit for unit in units if str(unit.pk) == typed), units[0])


def _rows(unit: Unit, own: dict[str, int]) -> list[tuple[str, str, str, bool]]:
    """Return for each phase its name, its published limit and what holds here, and whether the unit says so itself."""
    held = limits_of(unit.pk)
    return [
        (state_name(state), in_days(phase.limit, phase.unit), in_days(held[state], phase.unit), state in own)
        for state, phase in PHASES.items()
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_limits(request: HttpRequest) -> HttpResponse:
    """Show what holds in a unit in reach, and set it."""
    user, status = signed_in(request), 200
    reach = units_where(user, "case.limits")
    units = [unit for unit in current_tree().units if unit.pk in reach]
    if not units:
        raise PermissionDenied
    unit = _chosen(request.GET.get("unit", ""), units)
    own = dict(PhaseLimit.objects.filter(unit=unit.pk).values_list("phase", "days"))
    form = CaseLimitsForm(request.POST or None, initial=own)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            services.set_case_limits(actor=user, unit=unit, days=form.cleaned_data)
            messages.success(request, _("The limits are set. Phases that run keep those they began with."))
            return redirect(f"{reverse('case_limits')}?unit={unit.pk}")
    context = {"form": form, "rows": _rows(unit, own), "units": units, "unit": unit}
    return render(request, "tolerance/limits.html", context, status=status)
