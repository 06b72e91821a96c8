"""What became of a task: what rounds decided on it, what was merged into it, what asks the same; owns the look back.

Decisions are read once their round is closed, by whoever may read the task. They name no other task: that one may bear
on a unit out of the reader's reach.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from feedback.models import Cleanup, CleanupItem, Task
from feedback.models.duplicate import DuplicateRequest
from feedback.models.task import TaskQuerySet
from feedback.register.access import duplicates_for, tasks_for
from feedback.register.record import took_effect
from feedback.taxonomy import REMEDIES

_MOST = 20


@dataclass(frozen=True, slots=True)
class Decision:
    """What a closed round decided on a task: on which day it came into force, what, why, and by whom."""

    on: date
    kind: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Double:
    """Another task that asks nearly the same, and how alike they are in percent."""

    task: Task
    percent: int


def decisions_on(task: Task) -> list[Decision]:
    """Return what closed rounds decided on a task, the latest first."""
    mine = Q(task=task) | Q(other=task) | Q(pair__first=task) | Q(pair__second=task)
    rows = CleanupItem.objects.filter(mine, cleanup__state=Cleanup.State.CLOSED, turn__isnull=False).distinct()
    found = rows.select_related("cleanup", "decided_by").order_by("-cleanup__closed_on", "-pk")[:_MOST]
    return [
        Decision(row.cleanup.closed_on, str(REMEDIES[row.kind]), row.reason, str(row.decided_by))
        for row in found
        if row.cleanup.closed_on and row.cleanup.record and took_effect(row.cleanup.record, row.position)
    ]


def doubles_of(user: User, task: Task) -> list[Double]:
    """Return the tasks that seem to ask the same as `task` and that `user` may read, the most alike first."""
    pairs = duplicates_for(user).open().filter(Q(first=task) | Q(second=task)).order_by("-percent", "pk")
    return [Double(_other(pair, task), pair.percent) for pair in pairs[:_MOST]]


def asked_besides(user: User, pairs: Collection[DuplicateRequest]) -> dict[int, list[Task]]:
    """Return for each pair, by its key, further tasks that ask the same as one of its two and that `user` may read.

    So that three departments that ask the same are seen together, though pairs are found two by two.
    """
    keys = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    near: dict[UUID, dict[UUID, Task]] = defaultdict(dict)
    for pair in duplicates_for(user).open().filter(Q(first__in=keys) | Q(second__in=keys)):
        near[pair.first_id][pair.second_id] = pair.second
        near[pair.second_id][pair.first_id] = pair.first
    found = {}
    for pair in pairs:
        both = {pair.first_id, pair.second_id}
        further = {**near[pair.first_id], **near[pair.second_id]}
        rest = [task for key, task in further.items() if key not in both]
        found[pair.pk] = sorted(rest, key=lambda task: (task.asked_by, task.name, str(task.pk)))
    return found


def merged_into(user: User, task: Task) -> TaskQuerySet:
    """Return the tasks that were merged into `task` and that `user` may read."""
    return tasks_for(user).filter(merged_into=task).order_by("asked_by", "name", "pk")


def _other(pair: DuplicateRequest, task: Task) -> Task:
    return pair.second if pair.first_id == task.pk else pair.first
