"""The overview as a file, with the figures of the page and no other; what the page hides says so here as well."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feedback.models import Problem
from feedback.overview import Overview, Sum
from feedback.register.sheets import write_csv
from feedback.saving import Span
from feedback.taxonomy import BURDENS
from feedback.views.imports import CSV, as_file
from feedback.views.overview import asked_for, quarter_name

Row = list[str]
_CHANGE = 4


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Answer with what the overview of the address shows, as CSV.

    Raises:
        PermissionDenied: the user has no overview.
    """
    found, _offer = asked_for(request)
    rows = [*_hurting(found), *_unsolved(found), *_growing(found), *_work(found)]
    quarter = quarter_name(found.quarter) if found.quarter else ""
    name = " ".join(filter(None, [_("What hurts"), found.unit.name, quarter]))
    return as_file(write_csv([_headings(), *rows]), CSV, f"{name}.csv")


def _headings() -> Row:
    return [
        _("Part"), _("What"), _("Problems"), _("Reports"), _("Change"), _("Hours a month from"), _("Hours a month to"),
    ]  # fmt: skip


def _row(part: str, what: str, *, problems: str = "", reports: str = "", hours: Span | None = None) -> Row:
    low, high = map(str, hours or ("", ""))
    return [part, what, problems, reports, "", low, high]


def _told(count: int | None) -> str:
    return _("hidden") if count is None else str(count)


def _hurting(found: Overview) -> Iterator[Row]:
    for one in found.hurting:
        row = _row(
            _("What hurts most"), one.problem.title, reports=_told(one.told.reports), hours=one.told.hours
        )  # fmt: skip
        row[_CHANGE] = "" if one.change is None else f"{one.change:+d}"
        yield row


def _unsolved(found: Overview) -> Iterator[Row]:
    kinds = _("Problems not solved, by what they are about")
    for row in found.categories:
        yield _sum(kinds, str(BURDENS.get(row.name, row.name)), row)
    yield _sum(kinds, _("All together"), found.together)
    for row in found.departments:
        yield _sum(_("By who asks for it"), row.name, row)


def _sum(part: str, what: str, row: Sum) -> Row:
    return _row(part, what, problems=str(row.problems), hours=row.hours)


def _growing(found: Overview) -> Iterator[Row]:
    for start, count in found.totals:
        yield _row(_("Where it grows"), quarter_name(start), reports=_told(count))


def _work(found: Overview) -> Iterator[Row]:
    part, work = _("What was done"), found.work
    for state, count in work.states.items():
        yield _row(part, str(Problem.State(state).label), problems=str(count))
    yield _row(part, _("Overdue"), problems=str(work.late))
    yield _row(part, _("Under supervision"), problems=str(work.supervised))
    yield _row(part, _("To be saved by what is promised or said to be done"), hours=work.promised)
    yield _row(part, _("Saved by what reporters confirmed"), hours=work.confirmed)
