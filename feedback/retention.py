"""THE rule of when a report's words end (contract 11); owns what is closed, what goes and stays, and writes nothing.

A report is closed by staff or by time: declined, or its problem settled (confirmed and watched out) or kept. Neither
can be undone in `feedback/workflow.py`. What goes are the reporter's words and all that was written around them; what
stays are codes, bands, units and days, from which the figures are made, so that no count changes.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from feedback.models import Problem, Report

# The columns that are emptied; `services/retention.py` deletes the messages with them.
EMPTY: dict[str, str] = dict.fromkeys(("words", "task", "asked_by", "data_items", "decline_reason"), "")
CLOSED_PROBLEM = (Problem.State.SETTLED, Problem.State.KEPT)


def retention_days() -> int:
    """Return how many days after its closure the words of a report are kept."""
    return int(settings.RETENTION_DAYS)


def closed_by(day: date) -> Q:
    """Return the condition under which a report was closed on `day` or earlier.

    A report may join a problem that is kept already; it is then closed on the day on which it joined.
    """
    # What was moved before that day was written down counts from its release.
    moved = Q(state_on__lte=day) | Q(state_on__isnull=True, released_on__lte=day)
    problem = Q(problem__state__in=CLOSED_PROBLEM, problem__state_on__lte=day)
    return moved & (Q(state=Report.State.DECLINED) | (Q(state=Report.State.TRIAGED) & problem))


def due(today: date) -> Q:
    """Return the condition under which something of a report is to be erased on `today`.

    Withdrawn reports have lost their words already; what is due is what the index and free space still hold of them.
    """
    return Q(erased_on__isnull=True) & (Q(withdrawn=True) | closed_by(today - timedelta(days=retention_days())))
