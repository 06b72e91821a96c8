"""Says that it is night; owns the task that proposes groups, and nothing of how they are found."""

from django.utils import timezone
from django_tasks import task

from feedback.services.proposals import propose_groups


@task()
def propose_alike() -> None:
    """Run one slot of the schedule. It returns nothing: the row of the task would keep how many there were."""
    propose_groups(today=timezone.localdate())
