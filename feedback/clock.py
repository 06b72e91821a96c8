"""Says that a day has passed; owns the task, and nothing of what a day does to a problem."""

from django.utils import timezone
from django_tasks import task

from feedback.services.judging import pass_day
from feedback.services.rising import raise_late
from feedback.winding import wind_all_clocks


@task()
def pass_days() -> None:
    """Run one slot of the schedule. It returns nothing: the row of the task would keep how many moved."""
    today = timezone.localdate()
    pass_day(today=today)
    wind_all_clocks()
    raise_late(today=today)
