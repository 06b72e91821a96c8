"""What handlers and leaders decide about a problem; owns those writes, and leaves the states to `feedback.workflow`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from feedback import access
from feedback.models import Problem, ProblemEvent
from feedback.sparing import spared_units
from feedback.taxonomy import CAUSES
from feedback.workflow import StateConflict, move
from search.services import mark


@transaction.atomic
def assign_problem(*, problem: Problem, owner_unit: Unit, actor: User) -> None:
    """Assign a problem to the unit that can remove it.

    Raises:
        ValidationError: that is the unit complained of, or one that a reporter asked to keep it from.
        StateConflict: the problem cannot be assigned now.
        PermissionDenied: the actor may not.
    """
    access.check_problem(actor, "problem.assign", problem)
    if owner_unit.pk == problem.asked_by_unit_id:
        raise ValidationError({"owner_unit": _("This unit is the one complained of. Please choose another.")})
    if owner_unit.pk in spared_units(actor, problem):
        words = _(
            "A reporter works there, or may, and asked that the own unit does not handle it. Please choose another."
        )
        raise ValidationError({"owner_unit": words})
    move(problem, Problem.State.ASSIGNED, actor=actor, note=owner_unit.name, owner_unit=owner_unit)
    _record(problem, actor, "problem.assign", owner_unit=owner_unit.pk)


@transaction.atomic
def hand_back_problem(*, problem: Problem, actor: User) -> None:
    """Give an assigned problem back to those who assigned it.

    Raises:
        StateConflict: the problem is not assigned, or more has been done already.
        PermissionDenied: the actor may not.
    """
    move(problem, Problem.State.OPEN, actor=actor, owner_unit=None)
    _record(problem, actor, "problem.hand_back")


@transaction.atomic
def keep_problem(*, problem: Problem, reason: str, actor: User) -> None:
    """Decide that the burden stays; the problem and the reason go to the public board.

    Raises:
        StateConflict: that cannot be decided now.
        PermissionDenied: the actor may not.
    """
    move(problem, Problem.State.KEPT, actor=actor, kept_reason=reason, published=True)
    _record(problem, actor, "problem.keep")


@transaction.atomic
def name_cause(*, problem: Problem, cause: str, actor: User) -> None:
    """Say why a burden is there; it can be said anew as more is known.

    Args:
        problem: the problem.
        cause: a code of `taxonomy.CAUSES`; "" where it turned out that nobody knows.
        actor: who says so.

    Raises:
        ValidationError: there is no such cause.
        PermissionDenied: the actor may not.
    """
    access.check_problem(actor, "problem.assign", problem)
    if cause and cause not in CAUSES:
        raise ValidationError({"cause": _("Please choose one of the causes.")})
    if not Problem.objects.filter(pk=problem.pk).exclude(cause=cause).update(cause=cause):
        return
    problem.cause = cause
    _record(problem, actor, "problem.cause", cause=cause)


@transaction.atomic
def publish_problem(*, problem: Problem, actor: User) -> None:
    """Put a problem on the public board; nothing happens where it stands there already.

    Raises:
        PermissionDenied: the actor may not.
    """
    _show(problem, actor, published=True)


@transaction.atomic
def unpublish_problem(*, problem: Problem, actor: User) -> None:
    """Take a problem off the public board.

    Raises:
        StateConflict: it is kept, and its reason must stay public; or what stood there was merged into it, or it was.
        PermissionDenied: the actor may not.
    """
    _show(problem, actor, published=False)


def _show(problem: Problem, actor: User, *, published: bool) -> None:
    access.check_problem(actor, "problem.publish", problem)
    rows = Problem.objects.standing().filter(pk=problem.pk)
    if not published:
        rows = rows.exclude(state=Problem.State.KEPT).exclude(merged__published=True)
        if not rows.exists():
            raise StateConflict(problem.state)
    if not rows.filter(published=not published).update(published=published):
        return
    problem.published = published
    act = ProblemEvent.Act.PUBLISHED if published else ProblemEvent.Act.UNPUBLISHED
    problem.events.create(on=timezone.localdate(), actor=actor, act=act)
    _record(problem, actor, "problem.publish" if published else "problem.unpublish")


def _record(problem: Problem, actor: User, act: str, **detail: int | str) -> None:
    audit.record(actor=actor, act=act, subject=f"problem:{problem.pk}", detail=detail)
    mark("problem", str(problem.pk))
