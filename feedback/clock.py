"""Says that a day has passed; owns the task, and nothing of what a day does to a problem."""

from django.utils import timezone
from django_tasks import task

from feedback.services.judging import pass_day


@task()
def pass_days() -> None:
    """Run one slot of the schedule. It returns nothing: the row of the task would keep how many moved."""
    pass_day(today=timezone.localdate())
