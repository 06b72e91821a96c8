"""Proposes groups of waiting reports each night, and keeps what handlers decide; owns those writes.

All waiting reports of the window are grouped together, so that one told from nine towns is seen; but what is proposed
to a unit holds its own reports alone, and says nothing of others.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.models import User
from feedback import access
from feedback.models import Problem, Proposal, Report
from feedback.notes import note_of_report
from feedback.recurrence import group
from feedback.services.triage import check_restated, join_report, open_problem
from feedback.workflow import StateConflict

WINDOW = timedelta(days=180)
_FEWEST = 2


@transaction.atomic
def propose_groups(*, today: date) -> int:
    """Make the open proposals anew from all waiting reports of the window, and return how many there are.

    Args:
        today: the day on which the window of 180 days ends.
    """
    waiting = Report.objects.there().filter(state=Report.State.RELEASED, released_on__gte=today - WINDOW)
    # In the order of random identifiers: none of arrival exists, and none may come to be.
    rows = list(waiting.select_related("asked_by_unit", "receiving_unit").order_by("pk"))
    Proposal.objects.filter(state=Proposal.State.OPEN).delete()
    decided = _decided()
    made = 0
    for each in group([note_of_report(row) for row in rows]):
        by_unit: dict[int, list[Report]] = defaultdict(list)
        for member in each.members:
            by_unit[rows[member].receiving_unit_id].append(rows[member])
        for unit, own in by_unit.items():
            keys = frozenset(row.pk for row in own)
            if len(keys) >= _FEWEST and not any(keys <= old for old in decided[unit]):
                row = Proposal.objects.create(unit_id=unit, percent=round(100 * each.cohesion), made_on=today)
                row.reports.set(own)
                made += 1
    return made


def _decided() -> dict[int, list[frozenset[UUID]]]:
    found: dict[int, list[frozenset[UUID]]] = defaultdict(list)
    for row in Proposal.objects.filter(state=Proposal.State.DISMISSED).prefetch_related("reports"):
        found[row.unit_id].append(frozenset(report.pk for report in row.reports.all()))
    return found


@transaction.atomic
def dismiss_proposal(*, proposal: Proposal, actor: User) -> None:
    """Say that these reports do not tell of one problem; the group is not proposed again unless others join it.

    Raises:
        StateConflict: it has been decided meanwhile.
        PermissionDenied: the actor may not.
    """
    _decide(proposal, Proposal.State.DISMISSED, actor)
    audit.record(actor=actor, act="proposal.dismiss", subject=f"proposal:{proposal.pk}")


@transaction.atomic
def restore_proposal(*, proposal: Proposal, actor: User) -> None:
    """Take back that these reports do not tell of one problem: the group can be decided again.

    Raises:
        StateConflict: nobody says so.
        PermissionDenied: the actor may not.
    """
    if not access.proposals_for(actor).filter(pk=proposal.pk).exists():
        raise PermissionDenied
    rows = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.DISMISSED)
    if not rows.update(state=Proposal.State.OPEN, decided_by=None):
        raise StateConflict(proposal.state)
    audit.record(actor=actor, act="proposal.restore", subject=f"proposal:{proposal.pk}")


@transaction.atomic
def accept_into_new(  # noqa: PLR0913  # each is a field of the restatement
    *,
    proposal: Proposal,
    reports: Collection[Report],
    title: str,
    statement: str,
    category: str,
    asked_by: str,
    actor: User,
) -> Problem:
    """Restate the chosen reports as one new problem, and return it.

    Raises:
        ValidationError: title or statement repeat the words of one of them (contract 6).
        StateConflict: it has been decided meanwhile, or one of them no longer waits.
        PermissionDenied: the actor may not.
    """
    chosen = _chosen(proposal, reports, actor)
    for report in chosen:
        check_restated(report, title=title, statement=statement)
    problem = open_problem(
        report=chosen[0], title=title, statement=statement, category=category, asked_by=asked_by, actor=actor
    )
    _accept(proposal, chosen[1:], problem, actor)
    return problem


@transaction.atomic
def accept_into_known(*, proposal: Proposal, reports: Collection[Report], problem: Problem, actor: User) -> None:
    """Join the chosen reports to a problem that is known.

    Raises:
        StateConflict: it has been decided meanwhile, or one of them no longer waits.
        PermissionDenied: the actor may not.
    """
    _accept(proposal, _chosen(proposal, reports, actor), problem, actor)


def _chosen(proposal: Proposal, reports: Collection[Report], actor: User) -> list[Report]:
    members = set(proposal.reports.values_list("pk", flat=True))
    if not reports or not {report.pk for report in reports} <= members:
        raise PermissionDenied
    for report in reports:
        access.check_report(actor, "problem.create", report)
    return list(reports)


def _accept(proposal: Proposal, reports: Collection[Report], problem: Problem, actor: User) -> None:
    _decide(proposal, Proposal.State.ACCEPTED, actor)
    for report in reports:
        join_report(report=report, problem=problem, actor=actor)
    detail = {"problem": str(problem.pk)}
    audit.record(actor=actor, act="proposal.accept", subject=f"proposal:{proposal.pk}", detail=detail)


def _decide(proposal: Proposal, state: Proposal.State, actor: User) -> None:
    if not access.proposals_for(actor).filter(pk=proposal.pk).exists():
        raise PermissionDenied
    rows = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.OPEN)
    if not rows.update(state=state, decided_by=actor):
        raise StateConflict(proposal.state)
