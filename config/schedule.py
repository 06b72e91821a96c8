"""The list of scheduled jobs; owns when things run, and nothing of what they do."""

from datetime import timedelta

from config.tasks import erase_evidence, finalise_cases, raise_cases
from digests.bulletin import make_bulletin
from digests.tasks import deliver, keep_up
from feedback.alike import propose_alike
from feedback.asked_twice import find_requests
from feedback.clock import pass_days
from feedback.floods.refilling import refill_buckets
from feedback.forgetting import forget_words
from feedback.release import release_pool
from jobs.schedule import Duty, Job
from jobs.tasks import tidy
from search.services import drain
from search.tasks import compact

# Duties run on every turn of the worker (about twice a second) and return how much they did.
DUTIES: tuple[Duty, ...] = (drain,)
# Jobs run once per slot, however many workers race for it.
JOBS: tuple[Job, ...] = (
    Job("feedback.release", release_pool, timedelta(minutes=5)),
    Job("feedback.refill", refill_buckets, timedelta(minutes=5)),
    Job("feedback.clock", pass_days, timedelta(days=1)),
    Job("feedback.alike", propose_alike, timedelta(days=1)),
    Job("feedback.requests", find_requests, timedelta(hours=1)),
    Job("feedback.forget", forget_words, timedelta(days=1)),
    Job("digests.keep_up", keep_up, timedelta(days=1)),
    Job("digests.bulletin", make_bulletin, timedelta(days=1)),
    Job("digests.deliver", deliver, timedelta(minutes=5)),
    Job("tolerance.finalise", finalise_cases, timedelta(days=1)),
    Job("tolerance.rise", raise_cases, timedelta(days=1)),
    Job("tolerance.erase", erase_evidence, timedelta(days=1)),
    Job("search.compact", compact, timedelta(days=7)),
    Job("jobs.tidy", tidy, timedelta(hours=1)),
)
