"""Says when the pool is looked at; owns the random minute, and nothing of what a release does.

The schedule calls `release_pool` every five minutes, and each call lets chance decide: on average one in twelve
looks at the pool, about once an hour, at a moment that nobody can foretell or place. What should have been released
yesterday is released without asking chance, so that no entry outlives its day.
"""

import random
from datetime import date
from typing import Protocol

from django.utils import timezone
from django_tasks import task

from feedback.effacing import efface_order
from feedback.models import PooledEntry
from feedback.services import release_due

ODDS = 12


class Chance(Protocol):
    """Where the random minute comes from."""

    def randrange(self, stop: int, /) -> int:
        """Return a number from 0 up to, not including, `stop`."""


def release_by_chance(*, today: date, chance: Chance) -> int:
    """Release what is due if chance will have it or if something is overdue; return how many entries."""
    late = PooledEntry.objects.filter(release_by__lt=today).exists()
    return release_due(today=today) if late or chance.randrange(ODDS) == 0 else 0


@task()
def release_pool() -> None:
    """Run one slot of the schedule. It returns nothing: the row of the task would keep how many were released when."""
    release_by_chance(today=timezone.localdate(), chance=random.SystemRandom())
    # At every slot, released or not: a process may have died between a release and its effacing.
    efface_order()
