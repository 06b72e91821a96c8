"""The days of a problem as a calendar file; owns which days go into it, and writes nothing."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback import access
from feedback.models import Clock, Problem, Stage
from feedback.taxonomy import REMEDIES
from feedback.views.acting import staff
from jobs.dates_file import DayEntry, dates_file


@login_required
@require_safe
def dates(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the days of a problem that are still to come or late, for the reader's own calendar."""
    problem = access.get_problem_for(staff(request), key)
    answer = HttpResponse(dates_file(_entries(problem)), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="problem-{str(problem.pk)[:8]}.ics"'
    return answer


def _entries(problem: Problem) -> Iterator[DayEntry]:
    for remedy in problem.remedies.filter(implemented_on__isnull=True).select_related("owner_unit"):
        title = _("%(remedy)s promised: %(problem)s") % {"remedy": REMEDIES[remedy.kind], "problem": problem.title}
        words = f"{remedy.owner_unit}\n{remedy.what}"
        yield DayEntry(f"remedy-{remedy.pk}@qingzhuang", remedy.due_on, title, words, remedy.promised_on)
    clock = Clock.objects.filter(problem=problem).exclude(stage=Stage.IMPLEMENT).select_related("unit").first()
    if clock and clock.due_on:
        title = _("%(stage)s due: %(problem)s") % {"stage": Stage(clock.stage).label, "problem": problem.title}
        uid = f"{clock.stage}-{clock.began_on:%Y%m%d}-{problem.pk}@qingzhuang"
        yield DayEntry(uid, clock.due_on, title, clock.unit.name, clock.began_on)
    for each in problem.supervisions.filter(ended_on__isnull=True).select_related("unit"):
        title = _("Supervised by %(unit)s: %(problem)s") % {"unit": each.unit, "problem": problem.title}
        yield DayEntry(f"supervision-{each.pk}@qingzhuang", each.due_on, title, each.words, each.on)
