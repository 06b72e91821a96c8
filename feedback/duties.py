"""What waits for a member of staff by the clock: late, due soon, risen, supervised; owns the lists, never a limit."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import units_where
from feedback import access
from feedback.clocks import SOON
from feedback.limits import limits_of
from jobs.deadlines import latest_late_start
from jobs.workdays import current_calendar

RISEN, LATE, SOON_DUE, WATCHED = "risen", "late", "soon", "supervised"


@dataclass(frozen=True, slots=True)
class Duties:
    """What waits for one member of staff.

    Attributes:
        risen: rises that reached the units that the user leads or oversees.
        late: clocks of the user's units that ran out.
        soon: clocks of the user's units that run out within a few days.
        supervised: supervisions of problems in reach.
    """

    risen: QuerySet[Any]
    late: QuerySet[Any]
    soon: QuerySet[Any]
    supervised: QuerySet[Any]

    def lists(self) -> dict[str, QuerySet[Any]]:
        """Return the lists by name, the weightiest first."""
        return {RISEN: self.risen, LATE: self.late, SOON_DUE: self.soon, WATCHED: self.supervised}

    def counts(self) -> dict[str, int]:
        """Return how long each list is."""
        return {name: rows.count() for name, rows in self.lists().items()}


def duties_of(user: User, today: date) -> Duties:
    """Return what waits for `user`; all empty for those who read no problems."""
    clocks = access.clocks_for(user)
    return Duties(
        risen=access.rises_for(user, today),
        late=clocks.filter(due_on__lt=today),
        soon=clocks.filter(due_on__range=(today, today + timedelta(days=SOON))),
        supervised=access.supervisions_for(user),
    )


def reports_unseen(user: User, today: date) -> int:
    """Return how many reports that `user` reads have waited longer than the first look may take.

    Only who reads the reports is told: to all others even one such number would say that somebody wrote.
    """
    served = units_where(user, "report.read")
    if not served:
        return 0
    calendar, late = current_calendar(), Q(pk__in=[])
    for unit, limits in limits_of(served).items():
        start = latest_late_start(limits.look, today, calendar)
        if start:
            late |= Q(receiving_unit=unit, released_on__lte=start)
    return access.waiting_for(user).filter(late).count()
