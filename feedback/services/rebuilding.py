"""Has a reporter's files written anew; owns that a flood is held back before that work begins, and stores none of them.

A file that cannot be rebuilt costs as much as one that can and would never reach the buckets of what is stored. So the
work has a bucket of its own, from which is taken first, in a transaction that stands whatever becomes of the file.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction

from feedback.floods.buckets import FullError, Passage, check_room, take_for_files
from jobs.rebuilding import Limits, Reason, Rebuilt, RefusedFileError, look, rebuild
from jobs.rebuilding.limits import file_limits

_Done = TypeVar("_Done")


class FilesRefusedError(ValueError):
    """Files cannot be taken.

    Attributes:
        faults: the reason for each file that cannot, by its number from 1; under 0 what holds for all of them.
    """

    def __init__(self, faults: dict[int, Reason]) -> None:
        """Take the reasons."""
        super().__init__(", ".join(faults.values()))
        self.faults = faults


def rebuild_files(
    sent: Sequence[bytes], *, unit: int | None, passage: Passage, stored: Callable[[], bool]
) -> list[Rebuilt]:
    """Return the files written anew. What is refused at a glance costs nothing; all else takes from the bucket first.

    Args:
        sent: the files as they were sent; outside any transaction, since the work takes seconds.
        unit: the number of the receiving unit, or None where it is not known.
        passage: what the sender showed.
        stored: whether this very act was stored before. It then needs no room but that for the work.

    Raises:
        FilesRefusedError: some are nothing that is taken, or too many come in.
        FloodError: too much comes in for what the sender showed.
    """
    if not sent:
        return []
    limits = file_limits()
    _each(sent, limits, look)
    again = stored()
    if not again:
        check_room(unit, passage)
    try:
        with transaction.atomic():
            take_for_files(len(sent), passage)
    except FullError:
        raise FilesRefusedError({0: Reason.STORED if again else Reason.BUSY}) from None
    return _each(sent, limits, rebuild)


def _each(sent: Sequence[bytes], limits: Limits, work: Callable[[bytes, Limits], _Done]) -> list[_Done]:
    done, faults = [], {}
    for number, data in enumerate(sent, 1):
        try:
            done.append(work(data, limits))
        except RefusedFileError as refused:
            faults[number] = refused.reason
    if faults:
        raise FilesRefusedError(faults)
    return done
