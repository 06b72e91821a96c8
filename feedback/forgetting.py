"""Says that words have had their time; owns the task, and nothing of what is due."""

from django.utils import timezone
from django_tasks import task

from feedback.services.retention import erase_due


@task()
def forget_words() -> None:
    """Run one slot of the schedule. It returns nothing: the row of the task would keep how many were withdrawn."""
    erase_due(today=timezone.localdate())
