"""Which units reporters asked to keep a problem from; owns the answer for those who may know it, and writes nothing.

Where a reporter works is known to the readers of the report alone. So it binds them when they assign the problem; of
anybody else a refusal, or a unit missing from a list, would give it away, and they are not bound (contract 6: what
reaches the unit then is the problem, never the words).
"""

from accounts.models import User
from accounts.tree import current_tree
from feedback.models import Problem
from feedback.reach import reads_all


def spared_units(user: User, problem: Problem) -> set[int]:
    """Return the ids of the units that must not be given `problem`: own units of reporters who asked, and those below.

    It is empty for whoever may not read every report of the problem.
    """
    if not reads_all(user, problem):
        return set()
    own = problem.reports.filter(not_own=True).values_list("own_unit", flat=True)
    below = current_tree().below
    return {pk for unit in own if unit is not None for pk in below[unit]}
