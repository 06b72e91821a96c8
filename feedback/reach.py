"""How far a problem reaches, for one reader; owns what of it may be said to whom (contract 5), never any words."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import may_somewhere
from feedback import access, anonymity
from feedback.models import Problem, QuarterTold, Report
from feedback.selectors import Hours, hours_of
from feedback.telling import last_told_of


@dataclass(frozen=True, slots=True)
class Extent:
    """Counts that may be shown; None where there is none for this reader.

    Attributes:
        reports: how many reports joined the problem, ever or in `quarter`.
        hours: the monthly range of staff-hours summed over those of them that named hours.
        floor: the smallest number that is told.
        exact: whether the reader reads the reports themselves, so that nothing needs to be hidden.
        quarter: the quarter that was told, None where the counts are exact or nothing was told.
    """

    reports: int | None
    hours: Hours | None
    floor: int
    exact: bool
    quarter: QuarterTold | None = None


def extent(user: User | None, problem: Problem) -> Extent:
    """Return how far `problem` reaches: exactly for who reads its reports, else what a quarter told last.

    A live count, even one that hides what is small, would show by its next step that one report came in.

    Args:
        user: who looks; None for the public.
        problem: the problem.
    """
    floor = anonymity.cell_floor()
    if user is not None and reads_all(user, problem):
        joined = Report.objects.filter(problem=problem)
        return Extent(joined.count(), hours_of(joined, "problem").get(problem.pk), floor, exact=True)
    last = last_told_of(problem)
    if last is None:
        return Extent(None, None, floor, exact=False)
    quarter, told = last
    return Extent(told.reports, told.hours, floor, exact=False, quarter=quarter)


def reads_all(user: User, problem: Problem) -> bool:
    """Return whether `user` may read every report that joined `problem`."""
    if not may_somewhere(user, "report.read"):
        return False
    return access.reports_for(user).filter(problem=problem).count() == Report.objects.filter(problem=problem).count()
