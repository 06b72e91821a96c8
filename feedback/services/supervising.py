"""Puts problems under supervision and ends it; owns those writes, and never changes a state."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Role, Unit, User
from accounts.permissions import may
from feedback import access
from feedback.clocks import RUNNING
from feedback.models import Problem, ProblemEvent, Supervision
from feedback.workflow import StateConflict


@transaction.atomic
def supervise_problem(*, problem: Problem, words: str, due_on: date, actor: User) -> Supervision:
    """Put a problem under the supervision of the actor's unit and return it.

    Args:
        problem: one that is not solved.
        words: what is demanded; all who may read the problem read them.
        due_on: the day by which it should be done.
        actor: a superior of the unit that has the problem.

    Raises:
        ValidationError: the day does not lie after today.
        StateConflict: the problem is solved, or under this unit's supervision already.
        PermissionDenied: the actor may not.
    """
    access.check_problem(actor, "problem.supervise", problem)
    today = timezone.localdate()
    if due_on <= today:
        raise ValidationError({"due_on": _("The day must lie after today.")})
    unit = _unit_of(actor, problem)
    # Locked, so that two who press at once do not meet the constraint of the table.
    row = Problem.objects.select_for_update().standing().filter(pk=problem.pk, state__in=RUNNING)
    if not row.exists() or problem.supervisions.filter(unit=unit, ended_on=None).exists():
        raise StateConflict(problem.state)
    made = problem.supervisions.create(unit=unit, words=words, due_on=due_on, on=today, actor=actor)
    _note(made, ProblemEvent.Act.SUPERVISED, "problem.supervise", actor)
    return made


@transaction.atomic
def end_supervision(*, supervision: Supervision, words: str, actor: User) -> None:
    """Say that a supervision is over, and why.

    Raises:
        StateConflict: it is over already.
        PermissionDenied: the actor is no superior of the unit that began it.
    """
    if not may(actor, "problem.supervise", supervision.unit_id):
        raise PermissionDenied
    running = Supervision.objects.filter(pk=supervision.pk, ended_on=None)
    if not running.update(ended_on=timezone.localdate(), ended_by=actor, end_words=words):
        raise StateConflict(supervision.problem.state)
    _note(supervision, ProblemEvent.Act.RELIEVED, "problem.relieve", actor)


def _unit_of(actor: User, problem: Problem) -> Unit:
    """Return the actor's unit that is the nearest at or above those of the problem."""
    units = {problem.unit_id, problem.owner_unit_id}
    seats = actor.memberships.filter(role=Role.SUPERIOR).select_related("unit")
    near = [seat.unit for seat in seats if not units.isdisjoint(_below(seat.unit))]
    return min(near, key=lambda unit: len(_below(unit)))


def _below(unit: Unit) -> set[int]:
    return set(unit.descendants(include_self=True).values_list("pk", flat=True))


def _note(supervision: Supervision, event: ProblemEvent.Act, act: str, actor: User) -> None:
    problem = supervision.problem
    detail = f"{supervision.unit} {supervision.due_on.isoformat()}"
    problem.events.create(on=timezone.localdate(), actor=actor, act=event, detail=detail)
    audit.record(actor=actor, act=act, subject=f"problem:{problem.pk}", detail={"unit": supervision.unit_id})
