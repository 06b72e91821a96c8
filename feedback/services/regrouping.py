"""Merges problems, undoes it, and splits one; owns those writes, and loses nothing: the history says who did what.

Reports and promises move, each knowing where it came from; voices stay where they were raised. What is on the board is
merged into what is there too, so that its address can say where it went. What reporters judge just now stays apart.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from feedback import access
from feedback.models import Merge, Problem, ProblemEvent, Remedy, Report
from feedback.services.triage import check_restated
from feedback.winding import wind_clock
from feedback.workflow import StateConflict, move
from search.services import mark


@transaction.atomic
def merge_problem(*, problem: Problem, into: Problem, actor: User) -> None:
    """Move reports and promises of `problem` into another one; its own row is out of sight until the merge is undone.

    Args:
        problem: one that waits for staff, without supervision.
        into: the problem that takes its reports; it is not settled.
        actor: who must hold the right to make problems over both.

    Raises:
        ValidationError: it stands on the public board and the other one does not, or it has promises and that has none.
        StateConflict: more has happened to one of them by now.
        PermissionDenied: the actor may not.
    """
    for each in (problem, into):
        access.check_problem(actor, "problem.create", each)
    if problem.pk == into.pk or not Problem.objects.select_for_update().joinable().filter(pk=into.pk).exists():
        raise StateConflict(into.state)
    away = Problem.objects.select_for_update().filter(pk=problem.pk, pk__in=Problem.objects.mergeable()).first()
    if away is None:
        raise StateConflict(problem.state)
    _check_fits(away, into)
    Problem.objects.filter(pk=problem.pk).update(merged_into=into)
    merge = Merge.objects.create(problem=problem, into=into)
    _move_all(merge)
    problem.merged_into = into
    for each in (problem, into):
        wind_clock(each)
    _note(problem, into, ProblemEvent.Act.MERGED, "problem.merge", actor)


def _check_fits(away: Problem, into: Problem) -> None:
    if _would_vanish(away, into):
        words = _("This problem is on the public board. Please put the other one there first, or merge that into this.")
        raise ValidationError({"into": words})
    if not Problem.objects.taking(away).filter(pk=into.pk).exists():
        words = _("Something was promised for this problem. Please choose one for which a promise runs as well.")
        raise ValidationError({"into": words})


def _move_all(merge: Merge) -> None:
    """Let what the problem has go along, also what was merged into it before, so that no chain comes to be."""
    problem, into = merge.problem, merge.into
    guests = Merge.reports.through.objects.filter(merge__into=problem).values("report")
    merge.reports.set(problem.reports.exclude(pk__in=guests).order_by("pk"))
    Problem.objects.filter(merged_into=problem).update(merged_into=into)
    Merge.objects.filter(into=problem).update(into=into)
    _move_reports(problem.reports.values_list("pk", flat=True), into)
    Remedy.objects.filter(problem=problem, promised_for=None).update(problem=into, promised_for=problem)
    Remedy.objects.filter(problem=problem).update(problem=into)


def _would_vanish(away: Problem, into: Problem) -> bool:
    """Return whether a page of the public board would lead nowhere, that of what was merged before included."""
    shown = away.published or away.merged.filter(published=True).exists()
    return shown and not Problem.objects.published().filter(pk=into.pk).exists()


@transaction.atomic
def undo_merge(*, problem: Problem, actor: User) -> None:
    """Give a merged problem back its reports, as far as they are still where they went, and its promises.

    A promise that was carried out meanwhile comes back as such: where none is left, those who reported it are asked.

    Args:
        problem: the problem that was merged away.
        actor: who must hold the right to make problems over both.

    Raises:
        StateConflict: the merge has been undone meanwhile.
        PermissionDenied: the actor may not.
    """
    merge = Merge.objects.select_for_update().select_related("into").filter(problem=problem).first()
    if merge is None:
        raise StateConflict(problem.state)
    for each in (problem, merge.into):
        access.check_problem(actor, "problem.create", each)
    _move_reports(merge.reports.filter(problem=merge.into).values_list("pk", flat=True), problem)
    into = merge.into
    merge.delete()
    Problem.objects.filter(pk=problem.pk).update(merged_into=None)
    Remedy.objects.filter(promised_for=problem).update(problem=problem, promised_for=None)
    problem.merged_into = None
    _note(problem, into, ProblemEvent.Act.UNMERGED, "problem.unmerge", actor)
    for each in (problem, into):
        _stand_alone(each.pk, actor)


def _stand_alone(key: UUID, actor: User) -> None:
    """Let the clock of a problem run by its own promises, or say that all of them are carried out."""
    row = Problem.objects.get(pk=key)
    left = row.remedies.filter(implemented_on__isnull=True)
    if row.state == Problem.State.PROMISED and row.remedies.exists() and not left.exists():
        move(row, Problem.State.IMPLEMENTED, actor=actor)
    else:
        wind_clock(row)


@transaction.atomic
def split_problem(  # noqa: PLR0913  # each is a field of the restatement
    *,
    problem: Problem,
    reports: Collection[Report],
    title: str,
    statement: str,
    category: str,
    asked_by: str,
    actor: User,
) -> Problem:
    """Restate some of a problem's reports as a problem of their own, and return it. Merging it back undoes this.

    Raises:
        ValidationError: no report would be left, or title or statement repeat a reporter's words (contract 6).
        StateConflict: one of the reports has left the problem meanwhile.
        PermissionDenied: the actor may not take one of the reports.
    """
    keys = {report.pk for report in reports}
    for report in reports:
        access.check_report(actor, "problem.create", report)
        check_restated(report, title=title, statement=statement)
    rows = Report.objects.select_for_update().filter(problem=problem)
    if not keys or rows.filter(pk__in=keys).count() != len(keys):
        raise StateConflict(problem.state)
    if rows.count() == len(keys):
        raise ValidationError({"reports": _("At least one report must stay with the problem.")})
    first, today = next(iter(reports)), timezone.localdate()
    made = Problem.objects.create(
        title=title, statement=statement, category=category, asked_by=asked_by, unit=first.receiving_unit,
        asked_by_unit=first.asked_by_unit, opened_on=today, state_on=today,
    )  # fmt: skip
    _move_reports(keys, made)
    wind_clock(made)
    made.events.create(on=today, actor=actor, act=ProblemEvent.Act.OPENED)
    _note(problem, made, ProblemEvent.Act.SPLIT, "problem.split", actor)
    return made


def _move_reports(keys: Iterable[UUID], to: Problem) -> None:
    moved = list(keys)
    Report.objects.filter(pk__in=moved).update(problem=to)
    for key in moved:
        mark("report", str(key))


def _note(problem: Problem, other: Problem, event: ProblemEvent.Act, act: str, actor: User) -> None:
    today = timezone.localdate()
    for here, there in ((problem, other), (other, problem)):
        # Whoever owns the old problem need not be among those who may read the one that was split off.
        told = there.title if event != ProblemEvent.Act.SPLIT or here.pk == other.pk else ""
        here.events.create(on=today, actor=actor, act=event, detail=told)
        mark("problem", str(here.pk))
    audit.record(actor=actor, act=act, subject=f"problem:{problem.pk}", detail={"problem": str(other.pk)})
