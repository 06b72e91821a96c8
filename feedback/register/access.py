"""The only doors to the register for a user; owns who sees which tasks, never what may be done with their state.

A task burdens a unit with all below it. Whoever reads the register for a unit therefore sees what burdens that unit:
its own tasks and those of the units above, and for leaders those of all units in their reach.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.permissions import units_where
from feedback import access
from feedback.models import DuplicateRequest, Task
from feedback.models.duplicate import DuplicateRequestQuerySet
from feedback.models.task import TaskQuerySet


def burdening(user: User) -> set[int]:
    """Return the ids of the units whose tasks `user` may read."""
    reach = units_where(user, "task.read")
    return access.line_of(reach) if reach else set()


def tasks_for(user: User) -> TaskQuerySet:
    """Return the tasks that `user` may read."""
    return Task.objects.filter(unit__in=burdening(user))


def get_task_for(user: User, key: UUID) -> Task:
    """Return one task that `user` may read.

    Raises:
        PermissionDenied: the user reads no register at all.
        Http404: there is none such, or it burdens a unit out of reach.
    """
    check_reads(user)
    rows = tasks_for(user).select_related("unit", "asked_by_unit", "merged_into", "again_of", "flag_seen_by")
    return get_object_or_404(rows, pk=key)


def check_reads(user: User) -> None:
    """Do nothing if `user` reads the register of some unit.

    Raises:
        PermissionDenied: the user reads none.
    """
    if not units_where(user, "task.read"):
        raise PermissionDenied


def may_on_task(user: User, right: str, task: Task) -> bool:
    """Return whether `user` holds `right` over the unit that `task` burdens."""
    return task.unit_id in units_where(user, right)


def check_task(user: User, right: str, task: Task) -> None:
    """Do nothing if `user` may use `right` on `task`.

    Raises:
        PermissionDenied: the user may not.
    """
    if not may_on_task(user, right, task):
        raise PermissionDenied


def duplicates_for(user: User) -> DuplicateRequestQuerySet:
    """Return the pairs of tasks still demanded of which `user` may read both, those that cost most first."""
    read = burdening(user)
    rows = DuplicateRequest.objects.live().filter(first__unit__in=read, second__unit__in=read)
    return rows.select_related("first__unit", "second__unit")


def get_duplicate_for(user: User, key: int) -> DuplicateRequest:
    """Return one pair of which `user` may read both.

    Raises:
        PermissionDenied: the user reads no register at all.
        Http404: there is none such, or one of the two burdens a unit out of reach.
    """
    check_reads(user)
    return get_object_or_404(duplicates_for(user), pk=key)
