"""Writes the register of tasks; owns those writes, and that what was cancelled and comes back raises a flag."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check
from feedback import access
from feedback.models import Problem, Report, Task
from feedback.register.access import check_task, tasks_for
from feedback.register.names import department_key, name_key
from feedback.services.triage import check_restated
from feedback.workflow import StateConflict
from search.services import mark


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a handler writes down of a task; the bands are codes of `feedback.taxonomy`."""

    name: str
    asked_by: str
    legal_basis: str = ""
    per_month: str = ""
    data_items: str = ""
    forms: str = ""
    hours: str = ""
    people: str = ""


@transaction.atomic
def add_task(*, unit: Unit, facts: TaskFacts, actor: User, source: Report | Problem | None = None) -> Task:
    """Write a task into the register and return it; one that was cancelled before bears a flag.

    Args:
        unit: the unit that it burdens, with all below it.
        facts: what is known of it.
        actor: a handler of that unit.
        source: a report or problem that is about it, and points to it from then on.

    Raises:
        ValidationError: the same task of the same department stands in the unit's register already, or its name or
            basis repeats the words of the report (contract 6).
        PermissionDenied: the actor may not write there, or may not act on the report or problem.
    """
    check(actor, "task.edit", unit)
    if isinstance(source, Report):
        check_restated(source, name=facts.name, legal_basis=facts.legal_basis)
    today = timezone.localdate()
    task = Task(unit=unit, added_on=today, state_on=today)
    _write(task, facts)
    _record(task, actor, "task.add")
    if isinstance(source, Report):
        point_report(report=source, task=task, actor=actor)
    elif isinstance(source, Problem):
        point_problem(problem=source, task=task, actor=actor)
    return task


@transaction.atomic
def change_task(*, task: Task, facts: TaskFacts, actor: User) -> None:
    """Write down a task anew.

    Raises:
        ValidationError: another task of the register is the same now.
        StateConflict: it is demanded no more.
        PermissionDenied: the actor may not.
    """
    check_task(actor, "task.edit", task)
    if not Task.objects.select_for_update().live().filter(pk=task.pk).exists():
        raise StateConflict(task.state)
    _write(task, facts)
    _record(task, actor, "task.change")


@transaction.atomic
def see_flag(*, task: Task, actor: User) -> None:
    """Say that a leader has looked at a task that was ordered again.

    Raises:
        StateConflict: there is no flag, or another leader has seen it.
        PermissionDenied: the actor may not.
    """
    check_task(actor, "round.decide", task)
    if not Task.objects.flagged().filter(pk=task.pk).update(flag_seen_by=actor):
        raise StateConflict(task.state)
    _record(task, actor, "task.seen")


@transaction.atomic
def point_report(*, report: Report, task: Task | None, actor: User) -> None:
    """Let a report point to a task of the register, or to none.

    Raises:
        PermissionDenied: the actor may not read the report as a handler, or not the task.
    """
    access.check_report(actor, "report.answer", report)
    _check_readable(task, actor)
    Report.objects.filter(pk=report.pk).update(register_task=task)
    detail = {"task": str(task.pk) if task else ""}
    audit.record(actor=actor, act="report.task", subject=f"report:{report.pk}", detail=detail)


@transaction.atomic
def point_problem(*, problem: Problem, task: Task | None, actor: User) -> None:
    """Let a problem point to a task of the register, or to none.

    Raises:
        PermissionDenied: the actor may not take care of the problem, or not read the task.
    """
    access.check_problem(actor, "problem.create", problem)
    _check_readable(task, actor)
    Problem.objects.filter(pk=problem.pk).update(register_task=task)
    detail = {"task": str(task.pk) if task else ""}
    audit.record(actor=actor, act="problem.task", subject=f"problem:{problem.pk}", detail=detail)


def _check_readable(task: Task | None, actor: User) -> None:
    if task is not None and not tasks_for(actor).filter(pk=task.pk).exists():
        raise ValidationError({"task": _("Please choose a task of the register.")})


def _write(task: Task, facts: TaskFacts) -> None:
    for name, value in asdict(facts).items():
        setattr(task, name, value.strip())
    task.key, task.department_key = name_key(facts.name)[:120], department_key(facts.asked_by)[:80]
    task.asked_by_unit = _unit_named(task.asked_by)
    if task.again_of_id is None:
        task.again_of = _cancelled_before(task)
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError:
        raise ValidationError(
            {"name": _("This department's task stands in the unit's register already.")}, code="known"
        ) from None


def _unit_named(name: str) -> Unit | None:
    found = list(Unit.objects.filter(name=name)[:2])
    return found[0] if len(found) == 1 else None


def _cancelled_before(task: Task) -> Task | None:
    """Return the task that was cancelled or merged away last and that this one orders again, if any."""
    around = access.line_of({task.unit_id})
    below = task.unit.descendants().values_list("pk", flat=True)
    gone = Task.objects.filter(state__in=(Task.State.CANCELLED, Task.State.MERGED), unit__in={*around, *below})
    same = gone.filter(key=task.key, department_key=task.department_key).exclude(pk=task.pk)
    return same.order_by("-state_on", "pk").first()


def _record(task: Task, actor: User, act: str) -> None:
    audit.record(actor=actor, act=act, subject=f"task:{task.pk}")
    mark("task", str(task.pk))
