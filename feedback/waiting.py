"""What an operator may see of the pool; owns that watching it never tells when somebody wrote.

A count that moves at the moment at which an entry comes in would tell that moment to whoever looks at the page again
and again. So what came in today is not counted before tomorrow: the number falls with a release and rises at midnight.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from accounts.models import User
from accounts.permissions import check_administer
from feedback import anonymity
from feedback.models import PooledEntry


@dataclass(frozen=True, slots=True)
class Waiting:
    """How the pool stands.

    Attributes:
        entries: how many reports, messages, verdicts and voices came in before today and wait.
        by: the day on which the first of these is released at the latest; None where none waits.
        overdue: whether that day has passed, which only happens while no worker runs.
    """

    entries: int
    by: date | None
    overdue: bool


def pool_for(user: User, *, today: date) -> Waiting:
    """Return how the pool stood when the day began, less what was released since.

    Args:
        user: whoever asks.
        today: the day.

    Raises:
        PermissionDenied: `user` is no system administrator.
    """
    check_administer(user, "pool.watch")
    rows = PooledEntry.objects.exclude(kind=PooledEntry.Kind.CLAIM)  # what it was made for is counted itself
    earlier = rows.filter(release_by__lt=anonymity.release_by(today))
    found = earlier.aggregate(entries=Count("pk"), by=Min("release_by"))
    by: date | None = found["by"]
    return Waiting(entries=int(found["entries"]), by=by, overdue=by is not None and by < today)
