"""The tasks of this room; owns their names in the queue."""

from django_tasks import task

from search import indexing


@task()
def compact() -> bool:
    """Build the index anew, so that the words of what is gone leave the disk and searches meet one segment.

    Returns whether it was done; another process may be writing, and then the next slot is soon enough.
    """
    return indexing.rebuild()
