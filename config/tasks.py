"""Tasks around functions of the rooms that know no queue; owns their names in it, and nothing of what they do."""

from django_tasks import task

from tolerance.services import finalise_due_cases


@task()
def finalise_cases() -> int:
    """Make final every case whose time for review or appeal has passed, and return how many there were."""
    return finalise_due_cases()
