"""What waits for a member of staff besides deadlines; owns which counts stand on the first page, and no rule.

Each count is of what its reader may open anyway: nobody is told of a report whose words are not for them.
"""

from django.db.models import Count

from accounts.models import User
from accounts.permissions import units_where
from feedback import access
from feedback.models import Cleanup, Proposal, Task
from feedback.models.task import TaskQuerySet

_FEWEST = 2


def flags_for(user: User) -> TaskQuerySet:
    """Return the tasks that were ordered again after they had been dropped, and that `user` has to look at."""
    return Task.objects.flagged().filter(unit__in=units_where(user, "round.decide"))


def at_hand(user: User) -> dict[str, int]:
    """Return how many reports wait, groups are to be decided, tasks ordered again, rounds open, answers to be read.

    Args:
        user: whose first page it is; each count is 0 for whoever has no part in it.
    """
    groups = access.proposals_for(user).filter(state=Proposal.State.OPEN, reports__in=access.waiting_for(user))
    rounds = Cleanup.objects.filter(unit__in=units_where(user, "round.decide"), state=Cleanup.State.OPEN)
    answers = access.public_answers_for(user).filter(published_on__isnull=True).exclude(written_by=user)
    return {
        "waiting": access.waiting_for(user).count(),
        "groups": groups.annotate(readable=Count("reports")).filter(readable__gte=_FEWEST).count(),
        "flagged": flags_for(user).count(),
        "rounds": rounds.count(),
        "unread_answers": answers.count(),
    }
