"""Deletes words; owns how they leave rows, index and disk, and leaves to `feedback.retention` when.

A row stays, with empty words and the day of its erasure: counts and joins do not change.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from feedback.effacing import efface_words
from feedback.models import Message, Report, ReportFile
from feedback.retention import EMPTY, due
from search import tasks
from search.services import compact, mark

BATCH = 200


def erase_due(*, today: date) -> int:
    """Erase the words of every report whose time is over, a batch at a time, and return how many reports that were.

    Whatever dies between two batches, the next run goes on. The index is built anew, and the database's log is cut or
    its tables are written anew, so that the words leave the disk too.

    Args:
        today: the day, from which follows what is due. The erased rows will bear it, but for those that were withdrawn.
    """
    erased = 0
    while done := _erase_batch(today):
        erased += done
    if erased:
        efface_words()
        if not compact():  # another process is writing the index now
            tasks.compact.enqueue()
    return erased


@transaction.atomic
def _erase_batch(today: date) -> int:
    keys = list(Report.objects.select_for_update(of=("self",)).filter(due(today)).values_list("pk", flat=True)[:BATCH])
    # Of what was withdrawn no day may tell when: it bears the one that is known anyway.
    empty_reports(keys, erased_on=Case(When(withdrawn=True, then=F("released_on")), default=Value(today)))
    for kind in ("report", "message"):
        mark(kind, *map(str, keys))
    return len(keys)


def empty_reports(keys: Collection[UUID], **values: Case | bool) -> None:
    """Empty the rows of these reports, set `values` in the same statement, and delete their messages and files.

    Only inside a transaction, and only with a value that says why: `erased_on` or `withdrawn`.
    """
    Report.objects.filter(pk__in=keys).update(**EMPTY, **values)
    Message.objects.filter(report__in=keys).delete()
    ReportFile.objects.filter(report__in=keys).delete()
