"""The once-only schedule; owns when a slot is due and that it is enqueued once, whoever races for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

# A duty runs on every turn of the worker and returns how many things it did.
Duty = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Job:
    """A task that runs once per slot; slots are multiples of `every` since the epoch in local time."""

    name: str
    task: Any
    every: timedelta
