"""THE states of a case: one table, read by `procedure`, and the one function that moves a case.

Each row says who may take the step (a right of `accounts.permissions`, the applicant, or the system) and within which
limit, in working or calendar days. The limits are common local practice, not national law. Never decides an outcome.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language

from accounts.models import User
from accounts.permissions import TABLE as RIGHTS
from accounts.permissions import may
from tolerance.bodies import BODIES
from tolerance.clock import after, goes_on, look_again_on, paused
from tolerance.limits import own_limit
from tolerance.models import Case, CaseEvent
from tolerance.procedure import ROWS
from tolerance.validity import faults

APPLICANT, SYSTEM = "applicant", "system"


class IllegalMoveError(Exception):
    """The table knows no such step."""


class CodeHolder:
    """Whoever holds a case's code: its applicant, who has no account."""


# None: the system itself.
Actor = User | CodeHolder | None


class OvertakenError(Exception):
    """Somebody else moved the case first."""


class InvalidBodyError(Exception):
    """Those who would act may not, or not yet; the message says why, in words for them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table, for one state it starts from; `source` is empty where a case begins.

    Attributes:
        source: the state it starts from.
        target: the state it leads to.
        zh: its name in Chinese.
        en: its name in English.
        right: a right of `accounts.permissions`, or `applicant`, or `system`.
        seat: the name of a body if only its people may take it, `none` if only those without a seat may.
        limit: days within which it is due, from the day of the state it starts from; None where there is no limit.
        unit: `working_day` or `calendar_day`.
        track: `case`, or `correction`, which runs beside it.
        always: False for steps that some cases never take, so that nobody waits for them.
        lapses: whether the system takes it too, once the day of the state has passed unused.
    """

    source: str
    target: str
    zh: str
    en: str
    right: str
    seat: str | None
    limit: int | None
    unit: str | None
    track: str
    always: bool
    lapses: bool = False

    def __str__(self) -> str:
        """Return the step's name in the reader's language."""
        return self.en if get_language() == "en" else self.zh


def _back(row: dict[str, Any], source: str) -> Step:
    return Step(
        source=row["to"], target=source, zh=row["returns"]["zh"], en=row["returns"]["en"], right=row["right"],
        seat=None, limit=None, unit=None, track="case", always=False,
    )  # fmt: skip


def _again(row: dict[str, Any], source: str) -> Step:
    other = row["rebound"]
    return Step(
        source=source, target=other["to"], zh=other["zh"], en=other["en"], right=row["right"], seat=row["seat"],
        limit=None, unit=None, track=row["track"], always=False,
    )  # fmt: skip


def _steps(rows: list[dict[str, Any]]) -> tuple[Step, ...]:
    names = ("to", "zh", "en", "right", "seat", "limit", "unit", "track", "always")
    forward = [
        replace(Step(source, *(row[name] for name in names)), lapses=source in row.get("lapses", ()))
        for row in rows
        for source in row["from"] or [""]
    ]
    # A step that returns leads back to where the case came from, by the same people and without a limit.
    returning = [(row, source) for row in rows if "returns" in row for source in row["from"]]
    back = [_back(row, source) for row, source in returning]
    # What does not stand the check goes back as well, on the word of those who check.
    again = [_again(row, source) for row in rows if "rebound" in row for source in row["from"]]
    return (*forward, *back, *again)


STEPS = _steps(ROWS)
# Days in which a case that was filed in advance is due, by the state in which it waits.
PREFILED: dict[str, int] = {source: row["prefiled"] for row in ROWS if "prefiled" in row for source in row["from"]}
# Steps back that belong to the same form as the step forward.
REBOUNDS = {(source, row["rebound"]["to"]) for row in ROWS if "rebound" in row for source in row["from"]}
TABLE = {(step.source, step.target): step for step in STEPS}
if unknown := {step.right for step in STEPS} - {APPLICANT, SYSTEM, *RIGHTS}:
    raise RuntimeError(f"procedure.json names unknown rights: {unknown}")

# Where a case has ended. What is final may still be published or closed, but nobody waits for it.
CLOSED_STATES = ("not_accepted", "transferred", "final", "clarified", "published", "closed", "withdrawn")
# A correction may be ordered in any of these: it runs in parallel from the decision on.
AFTER_DECISION = ("decided", "notified", "review_requested", "reviewed", "appealed", "appeal_decided", "final")
SEATS = {body.name: body.parts for body in BODIES}
# The body whose work leads to a state; a body that is not valid leads nowhere.
BODY_BEFORE = {body.target: body for body in BODIES}


def step_to(case: Case, target: str) -> Step:
    """Return the row that leads `case` from where it stands to `target`.

    Raises:
        IllegalMoveError: the table knows none.
    """
    source: str = case.state
    if target in Case.Correction.values:
        may_start = not case.correction and case.state in AFTER_DECISION
        source = "decided" if may_start else case.correction
    if source == Case.State.SUSPENDED and target != case.suspended_from:
        raise IllegalMoveError(f"{source} > {target}")
    try:
        return TABLE[source, target]
    except KeyError:
        raise IllegalMoveError(f"{source} > {target}") from None


def is_applicant(actor: Actor, case: Case) -> bool:
    """Return whether `actor` filed the case: with the account that did, or with the code of a case without one."""
    if isinstance(actor, CodeHolder):
        return case.applicant_id is None
    return actor is not None and case.applicant_id == actor.pk


def may_take(user: Actor, step: Step, case: Case) -> bool:
    """Return whether `user` (None: the system itself) may take `step` of `case`.

    An applicant takes an applicant's steps and no other in the own case, whatever rights he holds.
    """
    if isinstance(user, CodeHolder):
        return step.right == APPLICANT and is_applicant(user, case)
    if user is None or step.right == SYSTEM:
        return user is None and (step.right == SYSTEM or step.lapses)
    own = case.applicant_id == user.pk
    if step.right == APPLICANT or own:
        return own and step.right == APPLICANT and user.is_active and not user.admin_role
    if not may(user, step.right, case.unit_id):
        return False
    if step.seat is None:
        return True
    parts = {seat.part for seat in case.seats.all() if seat.user_id == user.pk}
    return not parts if step.seat == "none" else bool(parts & SEATS[step.seat])


def steps_for(user: User, case: Case) -> list[Step]:
    """Return the steps that `user` may take now, in the order of the table."""
    found = []
    for target in dict.fromkeys(step.target for step in STEPS):
        try:
            step = step_to(case, target)
        except IllegalMoveError:
            continue
        if may_take(user, step, case):
            found.append(step)
    return found


def _limits(state: str) -> list[Step]:
    limits = [step for step in STEPS if step.source == state and step.always and step.limit is not None]
    return [step for step in limits if step.track == limits[0].track]


def has_limit(state: str) -> bool:
    """Return whether something is due in `state` within a number of days."""
    return bool(_limits(state))


def due_on(state: str, on: date, *, prefiled: bool = False, own: int | None = None) -> date | None:
    """Return the day by which the next step is due in `state`, entered on day `on`; None if there is none or unknown.

    Beyond the published calendar working days cannot be counted: then the day is unknown, and pages say so.

    Args:
        state: the state, of the case or of its correction.
        on: the day on which it is entered.
        prefiled: whether the case was filed in advance, and is due earlier where the table says so.
        own: the days that the unit set for this state, if it set any.
    """
    limits = _limits(state)
    if not limits:
        return None
    last = max(limits, key=lambda step: step.limit or 0)
    days = last.limit or 0 if own is None else own
    return after(on, PREFILED.get(state, days) if prefiled else days, last.unit)


def _due(case: Case, target: str, on: date) -> date | None:
    if target == Case.State.SUSPENDED:
        return look_again_on(on)
    if goes_on(case, target):
        return after(on, case.days_left or 0, "working_day")
    return due_on(target, on, prefiled=case.prefiling_id is not None, own=own_limit(case.unit_id, target))


@transaction.atomic
def move(case: Case, target: str, *, actor: Actor, on: date, detail: str = "", **fields: object) -> CaseEvent:
    """Move `case` to `target` and return the line of its history; the only place where a state changes.

    Args:
        case: the case as the actor saw it; brought up to date afterwards.
        target: the new state.
        actor: who moves it; None for the system itself.
        on: the day.
        detail: what the history says beside the states.
        fields: further columns of the case that change with the state.

    Raises:
        IllegalMoveError: the table knows no such step.
        PermissionDenied: the step is not the actor's.
        OvertakenError: the case no longer stands where the actor saw it.
        InvalidBodyError: the body whose step it is may not act.
    """
    step = step_to(case, target)
    if not may_take(actor, step, case):
        raise PermissionDenied
    # Held until the step is taken: what makes a body invalid is written under the same lock.
    if not list(Case.objects.select_for_update().filter(pk=case.pk, state=case.state).values_list("pk")):
        raise OvertakenError
    if (body := BODY_BEFORE.get(target)) and (reasons := faults(Case.objects.get(pk=case.pk), body)):
        raise InvalidBodyError(" ".join(reasons))
    due = _due(case, target, on)
    if step.track == "correction":
        here = Case.objects.filter(pk=case.pk, correction=case.correction, state=case.state)
        changed = here.update(correction=target, correction_due_on=due, **fields)
    else:
        here = Case.objects.filter(pk=case.pk, state=case.state)
        changed = here.update(state=target, state_on=on, due_on=due, **paused(case, target, on), **fields)
    if not changed:
        raise OvertakenError
    case.refresh_from_db()
    by, right = actor if isinstance(actor, User) else None, SYSTEM if actor is None else step.right
    return write_line(case, on=on, source=step.source, target=target, actor=by, right=right, detail=detail)


def write_line(case: Case, **told: Any) -> CaseEvent:
    """Write the next line of the history of `case`, which the caller holds locked, and return it.

    Args:
        case: the case.
        told: the other columns of the line.
    """
    return CaseEvent.objects.create(case=case, position=case.events.count() + 1, **told)
