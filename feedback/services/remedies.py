"""Promises and what became of them; owns the rows of remedies, and leaves the states to `feedback.workflow`."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from feedback import access
from feedback.limits import limits_of
from feedback.models import Problem, ProblemEvent, Remedy
from feedback.taxonomy import REMEDIES
from feedback.winding import wind_clock
from feedback.workflow import StateConflict, move
from jobs.deadlines import deadline
from jobs.workdays import UnknownYear, current_calendar, is_workday
from search.services import mark

# So many days hold a working day in whatever calendar, besides the longest holidays of a year.
_MOST_DAYS, _LONGEST_REST = 2, 30


@transaction.atomic
def promise_remedy(  # noqa: PLR0913  # each is a field of the promise
    *, problem: Problem, kind: str, what: str, owner_unit: Unit, due_on: date, actor: User,
    saves_low: int | None = None, saves_high: int | None = None,
) -> Remedy:  # fmt: skip
    """Promise a remedy with its day and return it; a problem that has one may get further ones.

    `saves_low` and `saves_high` are the staff-hours a month that it will save, as a range; None where nothing is said.

    Raises:
        ValidationError: the kind is unknown, the day is no working day to come within the limit, or that is no range.
        StateConflict: nothing can be promised now.
        PermissionDenied: the actor may not.
    """
    access.check_problem(actor, "problem.promise", problem)
    today = timezone.localdate()
    _check_all(
        partial(_check_kind, kind), partial(_check_saves, saves_low, saves_high), partial(_check_due, due_on, today),
        partial(_check_within_limit, problem, due_on, today),
    )  # fmt: skip
    note = f"{kind} {due_on.isoformat()}"
    if problem.state == Problem.State.PROMISED:
        _note_further(problem, actor, note)
    else:
        move(problem, Problem.State.PROMISED, actor=actor, note=note)
    remedy = problem.remedies.create(
        kind=kind, what=what, owner_unit=owner_unit, due_on=due_on, promised_on=today, saves_low=saves_low,
        saves_high=saves_high,
    )  # fmt: skip
    wind_clock(problem)
    detail = {"remedy": remedy.pk, "kind": kind, "due_on": due_on.isoformat()}
    _record(problem, actor, "problem.promise", detail)
    return remedy


def _check_all(*checks: Callable[[], None]) -> None:
    """Raise together what the checks find wrong, so that nobody meets one fault after the other."""
    wrong: dict[str, list[Any]] = {}
    for check in checks:
        try:
            check()
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                wrong.setdefault(name, []).extend(errors)
    if wrong:
        raise ValidationError(wrong)


def _check_kind(kind: str) -> None:
    if kind not in REMEDIES:
        raise ValidationError({"kind": _("Please choose a remedy from the list.")})


def _check_saves(low: int | None, high: int | None) -> None:
    if (low is None) != (high is None):
        words = _("Please give both ends of the range, or neither.")
        raise ValidationError({"saves_low" if low is None else "saves_high": words})
    if low is not None and high is not None and high <= low:
        raise ValidationError({"saves_high": _("This must be more than the lower end: nobody knows it to the hour.")})


def _check_due(due_on: date, today: date) -> None:
    if due_on <= today:
        raise ValidationError({"due_on": _("The day must lie after today.")})
    if known_workday(due_on) is False:
        raise ValidationError({"due_on": _("This is no working day. Please choose one.")})


def _check_within_limit(problem: Problem, due_on: date, today: date) -> None:
    """Refuse a day beyond the limit; where it lies in a year not known yet, only what is beyond in any calendar."""
    unit = problem.owner_unit_id or problem.unit_id
    count = limits_of({unit})[unit].implement
    last = deadline(today, count, current_calendar()).day
    furthest = last or today + timedelta(days=_MOST_DAYS * count + _LONGEST_REST)
    if due_on > furthest:
        known = _("A promise may reach %(count)d working days ahead, until %(day)s.")
        unknown = _(
            "A promise may reach %(count)d working days ahead. The last day is not known yet; it is %(day)s or before."
        )
        words = (known if last else unknown) % {"count": count, "day": furthest.isoformat()}
        raise ValidationError({"due_on": words})


def known_workday(day: date) -> bool | None:
    """Return whether `day` is worked, or None where its year is not published: then nothing is guessed."""
    try:
        return is_workday(day)
    except UnknownYear:
        return None


def _note_further(problem: Problem, actor: User, note: str) -> None:
    today = timezone.localdate()
    if not Problem.objects.standing().filter(pk=problem.pk, state=Problem.State.PROMISED).update(state_on=today):
        raise StateConflict(problem.state)
    problem.events.create(on=today, actor=actor, act=ProblemEvent.Act.PROMISED, detail=note)


@transaction.atomic
def implement_remedy(*, remedy: Remedy, actor: User) -> None:
    """Say that a remedy was carried out; with the last one the problem counts as implemented.

    Raises:
        StateConflict: it was said before, or the problem is not at this point.
        PermissionDenied: the actor may not.
    """
    # The row is locked so that the two last remedies, ended at once, cannot both find the other one missing.
    problem = Problem.objects.select_for_update().get(pk=remedy.problem_id)
    access.check_problem(actor, "problem.implement", problem)
    today = timezone.localdate()
    waiting = problem.remedies.filter(implemented_on__isnull=True)
    if problem.state != Problem.State.PROMISED or not waiting.filter(pk=remedy.pk).update(implemented_on=today):
        raise StateConflict(problem.state)
    remedy.implemented_on = today
    if waiting.exists():
        problem.events.create(on=today, actor=actor, act=ProblemEvent.Act.DONE, detail=remedy.kind)
        wind_clock(problem)
    else:
        move(problem, Problem.State.IMPLEMENTED, actor=actor, note=remedy.kind)
    _record(problem, actor, "problem.implement", {"remedy": remedy.pk})


def _record(problem: Problem, actor: User, act: str, detail: dict[str, Any]) -> None:
    audit.record(actor=actor, act=act, subject=f"problem:{problem.pk}", detail=detail)
    mark("problem", str(problem.pk))
