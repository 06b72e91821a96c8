"""The page of working days; owns how it is laid out, and no rule."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from accounts.permissions import check_administer
from config.calendar import services
from config.calendar.forms import PLAUSIBLE, DayForm
from jobs.models import CalendarDay, CalendarYear
from jobs.workdays import current_calendar, published

UNPROCESSABLE = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the days that were entered and which years are whole, and enter one."""
    check_administer(signed_in(request), "calendar.edit")
    if request.method != "POST":
        return _show(request, DayForm())
    form = DayForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=UNPROCESSABLE)
    services.enter_day(actor=signed_in(request), **form.cleaned_data)
    messages.success(request, _("The day is entered."))
    return redirect("calendar")


def _show(request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    known, today = current_calendar(), timezone.localdate()
    days = list(CalendarDay.objects.all())
    entered = {row.day.year for row in days} | set(CalendarYear.objects.values_list("year", flat=True))
    unknown = known.first_unknown(today.year)
    years = [(year, known.knows(year)) for year in sorted(entered | {unknown}) if not published(year)]
    context: dict[str, Any] = {"form": form, "days": days, "years": years, "unknown": unknown}
    return render(request, "calendar/days.html", context, status=status)


@login_required
@require_POST
def drop_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """Take a day out again."""
    try:
        which = date(year, month, day)
    except ValueError:
        raise Http404 from None
    services.drop_day(day=which, actor=signed_in(request))
    messages.success(request, _("The day is taken out."))
    return redirect("calendar")


@login_required
@require_POST
def change_year(request: HttpRequest, year: int) -> HttpResponse:
    """Say that a year is whole, or that it is not."""
    if year not in PLAUSIBLE:
        raise Http404
    act = partial(services.change_year, year=year, whole="whole" in request.POST, actor=signed_in(request))
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The calendar is changed."))
    return redirect("calendar")
