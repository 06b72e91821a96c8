"""The list of scheduled jobs; owns when things run, and nothing of what they do."""

from datetime import timedelta

from jobs.schedule import Duty, Job
from jobs.tasks import tidy

# Duties run on every turn of the worker (about twice a second) and return how much they did.
DUTIES: tuple[Duty, ...] = ()
# Jobs run once per slot, however many workers race for it.
JOBS: tuple[Job, ...] = (Job("jobs.tidy", tidy, timedelta(hours=1)),)
