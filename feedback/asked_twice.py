"""Says that an hour has passed; owns the task that finds duplicate requests, and nothing of how they are found."""

from django.utils import timezone
from django_tasks import task

from feedback.services.duplicates import refresh_duplicates


@task()
def find_requests() -> None:
    """Run one slot of the schedule."""
    refresh_duplicates(today=timezone.localdate())
