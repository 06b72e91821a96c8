"""The list of scheduled jobs; owns when things run, and nothing of what they do."""

from jobs.schedule import Duty, Job
from search.services import drain

# Duties run on every turn of the worker (about twice a second) and return how much they did.
DUTIES: tuple[Duty, ...] = (drain,)
# Jobs run once per slot, however many workers race for it.
JOBS: tuple[Job, ...] = ()
