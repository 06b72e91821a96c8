"""Writes clean-up rounds: opens, decides, undoes, closes; owns that nothing takes effect before closing."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check
from feedback.models import Cleanup, CleanupItem, Task
from feedback.register.record import fingerprint, record_of
from feedback.register.rounds import is_pair, kinds_for, needs_other, ranked, start_of_quarter
from feedback.register.states import WAYS, move_task
from feedback.services.duplicates import refresh_duplicates
from feedback.workflow import StateConflict
from search.services import mark


@transaction.atomic
def open_cleanup(*, unit: Unit, actor: User, today: date) -> Cleanup:
    """Open this quarter's round over all that is demanded of a unit and of those below it, and return it.

    Args:
        unit: the unit.
        actor: a leader of it.
        today: a day of the quarter.

    Raises:
        ValidationError: nothing is demanded there, or there is a round in this quarter already.
        PermissionDenied: the actor may not.
    """
    check(actor, "round.decide", unit)
    refresh_duplicates(today=today)
    items = ranked(unit)
    if not items:
        raise ValidationError({"unit": _("No task of this unit or below it stands in the register.")})
    try:
        with transaction.atomic():
            made = Cleanup.objects.create(unit=unit, start=start_of_quarter(today), opened_by=actor, opened_on=today)
    except IntegrityError:
        raise ValidationError({"unit": _("This unit has a round in this quarter already.")}) from None
    for item in items:
        item.cleanup = made
    CleanupItem.objects.bulk_create(items, batch_size=500)
    _record(made, actor, "round.open")
    return made


@transaction.atomic
def decide_item(*, item: CleanupItem, kind: str, other: Task | None, reason: str, actor: User) -> None:
    """Decide on one item. It takes effect when the round is closed.

    Args:
        item: what is decided on.
        kind: a kind of remedy out of `rounds.kinds_for`.
        other: for a merger the task that stays, else None.
        reason: why; needed where it is kept.
        actor: a leader of the round's unit.

    Raises:
        ValidationError: the reason or the other task is missing, or the kind does not fit.
        StateConflict: somebody has decided on it meanwhile, or the round is closed.
        PermissionDenied: the actor may not.
    """
    cleanup = _open(item.cleanup_id, actor)
    _check_decision(item, kind, other, reason)
    last = cleanup.items.aggregate(last=Max("turn"))["last"] or 0
    rows = CleanupItem.objects.filter(pk=item.pk, turn__isnull=True)
    stays = other if needs_other(item, kind) else None
    if not rows.update(turn=last + 1, kind=kind, other=stays, reason=reason.strip(), decided_by=actor):
        raise StateConflict(kind)
    _record(cleanup, actor, "round.decide", position=item.position, kind=kind)


@transaction.atomic
def undo_decision(*, cleanup: Cleanup, turn: int, actor: User) -> CleanupItem:
    """Take the last decision of a round back, and return its item; again and again back to the first.

    Args:
        cleanup: the round.
        turn: the number of the decision that the actor sees as the last one.
        actor: a leader of the round's unit.

    Raises:
        StateConflict: another decision is the last one by now, or the round is closed.
        PermissionDenied: the actor may not.
    """
    cleanup = _open(cleanup.pk, actor)
    item = cleanup.items.filter(turn__isnull=False).order_by("-turn").first()
    if item is None or item.turn != turn:
        raise StateConflict(str(turn))
    CleanupItem.objects.filter(pk=item.pk).update(turn=None, kind="", other=None, reason="", decided_by=None)
    _record(cleanup, actor, "round.undo", position=item.position)
    item.refresh_from_db()
    return item


@transaction.atomic
def reopen_item(*, item: CleanupItem, actor: User) -> None:
    """Take back the decision on one item, however many were made after it, so that it can be decided anew.

    Raises:
        StateConflict: nothing is decided on it, or the round is closed.
        PermissionDenied: the actor may not.
    """
    cleanup = _open(item.cleanup_id, actor)
    rows = CleanupItem.objects.filter(pk=item.pk, turn__isnull=False)
    if not rows.update(turn=None, kind="", other=None, reason="", decided_by=None):
        raise StateConflict("open")
    _record(cleanup, actor, "round.undo", position=item.position)


@transaction.atomic
def close_cleanup(*, cleanup: Cleanup, actor: User, today: date) -> None:
    """Let all decisions take effect in their order, and freeze the record. What was not decided stays as it is.

    A task that another round has dropped meanwhile is left alone, and the record says so.

    Raises:
        StateConflict: it is closed already.
        PermissionDenied: the actor may not.
    """
    cleanup = _open(cleanup.pk, actor)
    items = list(cleanup.items.select_related("other").order_by("position"))
    overtaken: set[int] = set()
    for item in sorted((one for one in items if one.turn is not None), key=lambda one: one.turn or 0):
        try:
            with transaction.atomic():
                _carry_out(item, today)
        except StateConflict:
            overtaken.add(item.position)
    record = record_of(cleanup, items, overtaken, actor=actor, today=today)
    changes = {"state": Cleanup.State.CLOSED, "closed_by": actor, "closed_on": today}
    Cleanup.objects.filter(pk=cleanup.pk).update(**changes, record=record, sha256=fingerprint(record))
    refresh_duplicates(today=today)
    _record(cleanup, actor, "round.close", decided=sum(item.turn is not None for item in items))


def _open(key: int, actor: User) -> Cleanup:
    # The round is held, so that two who decide at once come one after the other.
    cleanup = Cleanup.objects.select_for_update().select_related("unit").get(pk=key)
    check(actor, "round.decide", cleanup.unit)
    if cleanup.state != Cleanup.State.OPEN:
        raise StateConflict(cleanup.state)
    return cleanup


def _check_decision(item: CleanupItem, kind: str, other: Task | None, reason: str) -> None:
    if kind not in kinds_for(item):
        raise ValidationError({"kind": _("Please choose a decision.")})
    if WAYS[kind].reason and not reason.strip():
        raise ValidationError({"reason": _("What is kept needs a reason.")})
    if needs_other(item, kind):
        among = {each["id"] for each in item.facts["tasks"]}
        fits = other is not None and (str(other.pk) in among if is_pair(item) else str(other.pk) not in among)
        if not fits:
            raise ValidationError({"other": _("Please choose the task that stays.")})


def _carry_out(item: CleanupItem, today: date) -> None:
    way = WAYS[item.kind]
    for key in (UUID(each["id"]) for each in item.facts["tasks"]):
        if key != item.other_id:
            move_task(key, way.target, on=today, into=item.other_id if way.other else None)
            mark("task", str(key))


def _record(cleanup: Cleanup, actor: User, act: str, **detail: int | str) -> None:
    audit.record(actor=actor, act=act, subject=f"round:{cleanup.pk}", detail=detail)
