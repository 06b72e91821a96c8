"""Keeps the pairs of duplicate requests fresh, and what handlers say of them; owns those writes, finds none itself."""

import hashlib
import json
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Unit, User
from feedback.models import DuplicateRequest, Task
from feedback.register.access import may_on_task
from feedback.register.duplicates import Pair, find_duplicates
from feedback.register.likeness import Demand
from feedback.register.names import with_groups
from feedback.register.pairs import facts_of, saving
from feedback.workflow import StateConflict
from search.lexicon import groups

Key = tuple[UUID, UUID]


@transaction.atomic
def refresh_duplicates(*, today: date) -> int:
    """Find all duplicate requests among the tasks that are demanded, and return how many stand.

    What was found before and is no more is deleted. What a handler said of a pair stays, until a task is written anew.

    Args:
        today: the day that new pairs bear.
    """
    tasks = {task.pk: task for task in Task.objects.live()}
    nodes = Unit.objects.with_tree_fields().filter(pk__in={task.unit_id for task in tasks.values()})
    lines = {node.pk: tuple(node.tree_path) for node in nodes}
    found = find_duplicates([_demand(task) for task in tasks.values()], lines, with_groups(tuple(groups())))
    known = {(row.first_id, row.second_id): row for row in DuplicateRequest.objects.select_for_update()}
    fresh = [_row(pair, tasks, known, today) for pair in found]
    kept = {(row.first_id, row.second_id) for row in fresh}
    gone = [row.pk for key, row in known.items() if key not in kept and row.dismissed_by_id is None]
    DuplicateRequest.objects.filter(pk__in=gone).delete()
    changing = ["percent", "facts", "seen", "low", "high", "dismissed_by", "dismissed_on"]
    DuplicateRequest.objects.bulk_create([row for row in fresh if row.pk is None], batch_size=500)
    DuplicateRequest.objects.bulk_update([row for row in fresh if row.pk is not None], changing, batch_size=500)
    return len(fresh)


@transaction.atomic
def dismiss_duplicate(*, pair: DuplicateRequest, actor: User) -> None:
    """Say that two requests are not the same.

    Raises:
        StateConflict: that has been said already.
        PermissionDenied: the actor writes the register of neither task's unit.
    """
    _check(pair, actor)
    _say(pair, actor, "duplicate.dismiss", by=actor, on=timezone.localdate())


@transaction.atomic
def restore_duplicate(*, pair: DuplicateRequest, actor: User) -> None:
    """Take back that two requests are not the same.

    Raises:
        StateConflict: nobody says so.
        PermissionDenied: the actor writes the register of neither task's unit.
    """
    _check(pair, actor)
    _say(pair, actor, "duplicate.restore", by=None, on=None)


def may_say(actor: User, pair: DuplicateRequest) -> bool:
    """Return whether `actor` may say whether the two are the same: who writes the register of one of them."""
    return any(may_on_task(actor, "task.edit", task) for task in (pair.first, pair.second))


def _check(pair: DuplicateRequest, actor: User) -> None:
    if not may_say(actor, pair):
        raise PermissionDenied


def _say(pair: DuplicateRequest, actor: User, act: str, *, by: User | None, on: date | None) -> None:
    rows = DuplicateRequest.objects.filter(pk=pair.pk, dismissed_by__isnull=by is not None)
    if not rows.update(dismissed_by=by, dismissed_on=on):
        raise StateConflict(act)
    audit.record(actor=actor, act=act, subject=f"task:{pair.first_id}", detail={"other": str(pair.second_id)})


def _demand(task: Task) -> Demand:
    return Demand(task.pk, task.asked_by, task.name, task.data_items, task.forms, task.unit_id)


def _row(pair: Pair, tasks: dict[UUID, Task], known: dict[Key, DuplicateRequest], today: date) -> DuplicateRequest:
    first, second = (tasks[key] for key in _keys(pair))
    row = known.get((first.pk, second.pk)) or DuplicateRequest(first=first, second=second, found_on=today)
    seen = _fingerprint(first, second)
    if row.seen != seen:
        row.dismissed_by, row.dismissed_on = None, None
    row.seen, row.facts, row.percent = seen, facts_of(pair.alike), round(100 * pair.alike.likeness)
    saved = saving(first, second, row.facts["shares"])
    row.low, row.high = saved.hours if saved else (0.0, 0.0)
    return row


def _keys(pair: Pair) -> Key:
    first, second = pair.first, pair.second
    assert isinstance(first, UUID)  # noqa: S101  # for the type checker
    assert isinstance(second, UUID)  # noqa: S101  # for the type checker
    return first, second


def _fingerprint(first: Task, second: Task) -> str:
    compared = [[task.name, task.asked_by, task.data_items, task.forms] for task in (first, second)]
    return hashlib.sha256(json.dumps(compared, ensure_ascii=False).encode()).hexdigest()
