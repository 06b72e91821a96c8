"""Problems as a file for staff; owns its columns. Counts are those that a quarter told, and none else (contract 5)."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import may_somewhere, units_where
from feedback import access
from feedback.forms.filters import ProblemFilter
from feedback.models import Problem
from feedback.register.sheets import write_csv
from feedback.saving import saved
from feedback.taxonomy import BURDENS
from feedback.telling import ToldProblem, last_told_of_all
from feedback.views.acting import staff
from feedback.views.imports import CSV, as_file


@login_required
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """Answer with the problems in the user's reach, as the filter of the address leaves them, as CSV."""
    user = staff(request)
    if not may_somewhere(user, "problem.read"):
        raise PermissionDenied
    narrower = ProblemFilter(request.GET, units=units_where(user, "problem.read"))
    rows = narrower.narrow(access.problems_for(user)).select_related("unit", "owner_unit", "register_task")
    rows = rows.prefetch_related("remedies")
    told = last_told_of_all()
    shown = [_cells(row, *told.get(str(row.pk), ("", ToldProblem()))) for row in rows.order_by("-state_on", "pk")]
    name = "{} {:%Y-%m-%d}.csv".format(_("Problems"), timezone.localdate())
    return as_file(write_csv([_headings(), *shown]), CSV, name)


def _headings() -> list[str]:
    return [
        _("Title"), _("Category"), _("State"), _("State since"), _("Overdue"), _("Asked for by"), _("Taken care of by"),
        _("Assigned to"), _("Task of the register"), _("On the public board"), _("Quarter told last"),
        _("Reports in that quarter"), _("Hours a month from"), _("Hours a month to"),
        _("Hours to be saved from"), _("Hours to be saved to"),
    ]  # fmt: skip


def _cells(row: Problem, quarter: str, told: ToldProblem) -> list[str]:
    low, high = told.hours or ("", "")
    yes, no = _("yes"), _("no")
    return [
        row.title, str(BURDENS.get(row.category, row.category)), str(row.get_state_display()),
        row.state_on.isoformat(), yes if getattr(row, "late", False) else no, row.asked_by, row.unit.name,
        row.owner_unit.name if row.owner_unit else "", row.register_task.name if row.register_task else "",
        yes if row.published else no, quarter, _("hidden") if told.reports is None else str(told.reports),
        str(low), str(high), *map(str, saved(row.remedies.all()) or ("", "")),
    ]  # fmt: skip
