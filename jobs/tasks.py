"""The tasks of this room itself; owns their names in the queue, and never a task of another room."""

from django_tasks import task

from jobs import recovery


@task()
def tidy() -> int:
    """Delete the rows of background work that are no longer needed, and return how many."""
    return recovery.tidy()
