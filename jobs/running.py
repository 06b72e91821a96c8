"""Takes one ready task and runs it; owns what is kept of a failure, which is its kind and place but never its text.

The library's own worker stores whole tracebacks, whose last line may quote a person's words.
"""

import logging
import traceback
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("jobs.running")


def run_next(worker_id: str) -> bool:
    """Run the first ready task, if there is one, and return whether there was."""
    row = _claim(worker_id)
    if row is None:
        return False
    try:
        value = row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.set_successful(value)
    except Exception as fault:
        logger.exception("Task %s failed", row.task_path)
        _set_failed(row, fault)
    return True


def _claim(worker_id: str) -> DBTaskResult[Any, Any] | None:
    # The cheap question first: a claim takes SQLite's write lock, which an idle worker must leave alone.
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        row: DBTaskResult[Any, Any] | None = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(worker_id)
        return row


def _set_failed(row: DBTaskResult[Any, Any], fault: Exception) -> None:
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        return_value=None,
        exception_class_path=f"{type(fault).__module__}.{type(fault).__qualname__}",
        traceback="".join(traceback.format_tb(fault.__traceback__)),
    )
