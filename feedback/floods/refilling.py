"""Says that a slot has passed; owns the task, and nothing of what a bucket is."""

import random

from django_tasks import task

from feedback.floods.buckets import refill


@task()
def refill_buckets() -> None:
    """Run one slot of the schedule. It returns nothing: the row of the task would keep how much was used when."""
    refill(chance=random.SystemRandom())
