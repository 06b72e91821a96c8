"""The only doors to reports and problems for a user; owns who sees which rows, never what may be done with their state.

Contract 6: a report's own words are read only by handlers of the unit that received it, and by none who works in the
unit complained of or below it: whoever stands under it would read about the ones above. So it is with the reporter's
own unit where the reporter asked for that. What travels on is a problem.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Role, Unit, User
from accounts.permissions import check_administer, may_somewhere, units_where
from accounts.tree import current_tree
from feedback import anonymity
from feedback.models import (
    Clock,
    CodeBatch,
    Message,
    Problem,
    Proposal,
    PublicAnswer,
    Remedy,
    Report,
    ReportFile,
    Rise,
    Supervision,
)
from feedback.models.querysets import ProblemQuerySet, ReportQuerySet

_OF_PROMISERS = frozenset({"problem.read", "problem.implement"})


def line_of(units: set[int]) -> set[int]:
    """Return the ids of the units and of all above them."""
    if not units:
        return set()
    return {pk for unit in current_tree().units if unit.pk in units for pk in unit.tree_path}


def _own_line(user: User) -> set[int]:
    return line_of(set(user.memberships.values_list("unit_id", flat=True)))


def reports_for(user: User) -> ReportQuerySet:
    """Return the released reports whose words `user` may read."""
    served = units_where(user, "report.read")
    if not served:
        return Report.objects.none()
    line = _own_line(user)
    rows = Report.objects.filter(receiving_unit__in=served).exclude(asked_by_unit__in=line)
    return rows.exclude(not_own=True, own_unit__in=line)


def get_report_for(user: User, key: UUID) -> Report:
    """Return one report whose words `user` may read.

    Raises:
        PermissionDenied: the user reads no reports at all.
        Http404: there is none such, or it is not for this user; which of the two is not told.
    """
    if not units_where(user, "report.read"):
        raise PermissionDenied
    rows = reports_for(user).select_related("receiving_unit", "asked_by_unit", "own_unit", "confirmed_unit", "problem")
    return get_object_or_404(rows, pk=key)


def proposals_for(user: User) -> QuerySet[Proposal]:
    """Return the proposals to the units that `user` serves; which of their reports may be read says `reports_for`."""
    return Proposal.objects.filter(unit__in=units_where(user, "problem.create"))


def members_for(user: User, proposal: Proposal) -> ReportQuerySet:
    """Return the reports of a proposal that `user` may read and that still wait."""
    return waiting_for(user).filter(pk__in=proposal.reports.values("pk"))


def waiting_for(user: User) -> ReportQuerySet:
    """Return the reports that `user` may read and that nobody has dealt with, the latest first."""
    return reports_for(user).there().filter(state=Report.State.RELEASED).order_by("-released_on", "pk")


def get_proposal_for(user: User, key: UUID) -> Proposal:
    """Return one proposal to a unit that `user` serves.

    Raises:
        PermissionDenied: the user serves no unit.
        Http404: there is none such, or it is not for this user.
    """
    if not units_where(user, "problem.create"):
        raise PermissionDenied
    return get_object_or_404(proposals_for(user).select_related("unit"), pk=key)


def get_file_for(user: User, key: UUID, position: int) -> ReportFile:
    """Return one file of a report whose words `user` may read: who may not read those may not see this.

    Raises:
        PermissionDenied: the user reads no reports at all.
        Http404: there is none such, or it is not for this user.
    """
    return get_object_or_404(ReportFile, report=get_report_for(user, key), position=position)


def may_on_report(user: User, right: str, report: Report) -> bool:
    """Return whether `user` holds `right` over the unit that received `report` and is not kept from reading it."""
    barred = {report.asked_by_unit_id, report.kept_from}
    return report.receiving_unit_id in units_where(user, right) and barred.isdisjoint(_own_line(user))


def check_report(user: User, right: str, report: Report) -> None:
    """Do nothing if `user` may use `right` on `report`.

    Raises:
        PermissionDenied: the user may not.
    """
    if not may_on_report(user, right, report):
        raise PermissionDenied


def answers_watched_by(user: User) -> QuerySet[Message]:
    """Return the answers that handlers of the units `user` leads gave; their texts are for counting alone."""
    led = units_where(user, "reply.watch")
    return Message.objects.filter(author__isnull=False, report__receiving_unit__in=led).select_related("author")


def problems_for(user: User) -> ProblemQuerySet:
    """Return the problems `user` may read: of the units in reach, assigned to them, or holding a promise of theirs."""
    reach, rows = units_where(user, "problem.read"), Problem.objects.standing()
    # Who reaches every unit needs no list of them; thousands of numbers in each question cost more than its answer.
    whole = len(reach) == len(current_tree().units) and bool(reach)
    if whole:
        return rows
    promised = Remedy.objects.filter(promised_for__owner_unit__in=reach).values("problem")
    return rows.filter(Q(unit__in=reach) | Q(owner_unit__in=reach) | Q(pk__in=promised))


def problems_where(user: User, right: str) -> ProblemQuerySet:
    """Return the problems over which `user` holds `right`, and which the user may read."""
    reach = units_where(user, right)
    return problems_for(user).filter(Q(unit__in=reach) | Q(owner_unit__in=reach))


def get_problem_for(user: User, key: UUID) -> Problem:
    """Return one problem that `user` may read.

    Raises:
        PermissionDenied: the user reads no problems at all.
        Http404: there is none such, or it is not for this user.
    """
    if not units_where(user, "problem.read"):
        raise PermissionDenied
    return get_object_or_404(problems_for(user).select_related("unit", "owner_unit", "asked_by_unit"), pk=key)


def may_on_problem(user: User, right: str, problem: Problem) -> bool:
    """Return whether `user` holds `right` over the problem's unit or over the unit it was assigned to.

    To read it and to carry out what was promised, the unit of a problem merged into it with its promises is enough.
    """
    reach = units_where(user, right)
    if not reach.isdisjoint({problem.unit_id, problem.owner_unit_id}):
        return True
    return right in _OF_PROMISERS and problem.remedies.filter(promised_for__owner_unit__in=reach).exists()


def check_problem(user: User, right: str, problem: Problem) -> None:
    """Do nothing if `user` may use `right` on `problem`.

    Raises:
        PermissionDenied: the user may not.
    """
    if not may_on_problem(user, right, problem):
        raise PermissionDenied


def owners_for(user: User, problem: Problem) -> QuerySet[Unit]:
    """Return the units to which `user` may assign `problem`, in the order of the tree, never the one complained of.

    They are the problem's unit with all above and below it, and all over which the user may assign.
    """
    below = problem.unit.descendants().values_list("pk", flat=True)
    ids = {*below, *line_of({problem.unit_id}), *units_where(user, "problem.assign")} - {problem.asked_by_unit_id}
    units: QuerySet[Unit] = Unit.objects.with_tree_fields().filter(pk__in=ids)
    return units


def units_in_reach(user: User, right: str) -> QuerySet[Unit]:
    """Return the units over which `user` holds `right`, in the order of the tree."""
    units: QuerySet[Unit] = Unit.objects.with_tree_fields().filter(pk__in=units_where(user, right))
    return units


def code_batches_for(user: User) -> QuerySet[CodeBatch]:
    """Return the batches of tear-off codes that `user` may see, the newest first: of those in reach, to order and void.

    Raises:
        PermissionDenied: the user orders no codes, or reads reports as well.
    """
    reach = units_where(user, "code.order")
    if not reach or may_somewhere(user, "report.read"):
        raise PermissionDenied
    return CodeBatch.objects.filter(unit__in=reach).select_related("unit").order_by("-ordered_on", "pk")


def get_code_batch_for(user: User, key: int) -> CodeBatch:
    """Return one batch that `user` may void.

    Raises:
        PermissionDenied: the user orders no codes.
        Http404: there is none such, or it is of a unit out of reach.
    """
    return get_object_or_404(code_batches_for(user), pk=key)


def code_units_for(user: User) -> QuerySet[Unit]:
    """Return the units for which `user` may order codes, in the tree's order; none that is too small to be named."""
    return units_in_reach(user, "code.order").filter(staff_count__gte=anonymity.unit_floor())


def rule_units_for(user: User) -> QuerySet[Unit]:
    """Return the units whose rule about codes `user` may set: those that receive reports, in the order of the tree.

    Raises:
        PermissionDenied: the user may not set any.
    """
    check_administer(user, "code.rule")
    units: QuerySet[Unit] = Unit.objects.with_tree_fields().filter(receives_reports=True)
    return units


def _seats(user: User, *roles: Role) -> set[int]:
    """Return the ids of the units at which `user` sits in one of `roles`, without those below."""
    if not user.is_active or user.admin_role:
        return set()
    return set(user.memberships.filter(role__in=roles).values_list("unit_id", flat=True))


def superior_seats(user: User) -> set[int]:
    """Return the ids of the units at which `user` is a superior."""
    return _seats(user, Role.SUPERIOR)


def clocks_for(user: User) -> QuerySet[Clock]:
    """Return the clocks that run for the very units that `user` serves or leads, the first due first."""
    own = Clock.objects.filter(unit__in=_seats(user, Role.HANDLER, Role.LEADER), problem__in=problems_for(user))
    return own.select_related("problem", "unit").order_by("due_on", "pk")


def rises_for(user: User, today: date) -> QuerySet[Rise]:
    """Return what rose to the very units that `user` leads or oversees and is late `today`, the latest first."""
    seats = _seats(user, Role.LEADER, Role.SUPERIOR)
    same = Q(problem__clock__stage=F("stage"), problem__clock__began_on=F("began_on"))
    running = same & Q(problem__clock__due_on__lt=today)
    rows = Rise.objects.filter(running, unit__in=seats, problem__in=problems_for(user))
    return rows.select_related("problem__clock__unit", "unit").order_by("-on", "pk")


def supervisions_for(user: User) -> QuerySet[Supervision]:
    """Return the supervisions that run for problems in the reach of `user`, the first due first."""
    rows = Supervision.objects.filter(ended_on__isnull=True, problem__in=problems_for(user))
    return rows.select_related("problem", "unit").order_by("due_on", "pk")


def get_supervision_for(user: User, key: int) -> Supervision:
    """Return one supervision that `user` may end.

    Raises:
        PermissionDenied: the user supervises nothing.
        Http404: there is none such, or it is not of a unit of this user.
    """
    reach = units_where(user, "problem.supervise")
    if not reach:
        raise PermissionDenied
    rows = Supervision.objects.filter(unit__in=reach).select_related("problem", "unit")
    return get_object_or_404(rows, pk=key)


def public_answers_for(user: User) -> QuerySet[PublicAnswer]:
    """Return the public answers of units for which `user` may write them, drafts included, drafts first."""
    rows = PublicAnswer.objects.filter(unit__in=units_where(user, "answer.write"))
    return rows.select_related("unit", "written_by", "published_by").order_by(
        F("published_on").desc(nulls_first=True), "-written_on", "pk"
    )


def get_public_answer_for(user: User, key: UUID) -> PublicAnswer:
    """Return one public answer that `user` may publish or delete.

    Raises:
        PermissionDenied: the user writes none at all.
        Http404: there is none such, or it is not for this user.
    """
    if not may_somewhere(user, "answer.write"):
        raise PermissionDenied
    return get_object_or_404(public_answers_for(user), pk=key)
