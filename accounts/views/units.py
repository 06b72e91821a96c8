"""The tree of units, and the form to add or edit one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import services
from accounts.access import get_unit_for, get_units_for, signed_in
from accounts.forms import UnitForm
from accounts.models import Unit


@login_required
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Show the whole tree."""
    return render(request, "accounts/units.html", {"units": get_units_for(signed_in(request))})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a unit below another."""
    top = get_units_for(signed_in(request)).first()
    form = UnitForm(request.POST if request.method == "POST" else None, initial={"parent": top})
    if form.is_valid():
        try:
            services.create_unit(actor=signed_in(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The unit is added."))
            return redirect("units")
    return render(request, "accounts/unit.html", {"form": form})


def _filled(request: HttpRequest, unit: Unit) -> UnitForm:
    stored = {
        "name": unit.name,
        "parent": unit.parent_id,
        "staff_count": unit.staff_count,
        "receives_reports": unit.receives_reports,
    }
    return UnitForm(request.POST if request.method == "POST" else None, initial=stored)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Change one unit."""
    unit = get_unit_for(signed_in(request), unit_id)
    form = _filled(request, unit)
    if form.is_valid():
        try:
            services.update_unit(actor=signed_in(request), unit=unit, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The unit is changed."))
            return redirect("units")
    return render(request, "accounts/unit.html", {"form": form, "unit": unit})
