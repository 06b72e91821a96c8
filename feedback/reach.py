"""How far a problem reaches, for one reader; owns what of it may be said to whom (contract 5), never any words."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import may_somewhere
from feedback import access, anonymity
from feedback.models import Problem, Report
from feedback.selectors import Hours, hours_of


@dataclass(frozen=True, slots=True)
class Extent:
    """Counts that may be shown; None where the number is under the floor for this reader.

    Attributes:
        reports: how many reports joined the problem.
        hours: the monthly range of staff-hours summed over the reports that named them; hidden where those are too few,
            even if the reports are not.
        floor: the smallest number that is shown.
        exact: whether the reader reads the reports themselves, so that nothing needs to be hidden.
    """

    reports: int | None
    hours: Hours | None
    floor: int
    exact: bool


def extent(user: User | None, problem: Problem) -> Extent:
    """Return how far `problem` reaches. Exact for who reads the reports themselves, else nothing under the floor.

    Args:
        user: who looks; None for the public.
        problem: the problem.
    """
    joined, floor = Report.objects.filter(problem=problem), anonymity.cell_floor()
    count = joined.count()
    reads_all = user is not None and _reads_all(user, problem, count)
    if count < floor and not reads_all:
        return Extent(None, None, floor, exact=False)
    enough = reads_all or joined.naming_hours().count() >= floor
    hours = hours_of(joined, "problem").get(problem.pk) if enough else None
    return Extent(count, hours, floor, exact=reads_all)


def _reads_all(user: User, problem: Problem, count: int) -> bool:
    return may_somewhere(user, "report.read") and access.reports_for(user).filter(problem=problem).count() == count
