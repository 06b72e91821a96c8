"""Reads decided cases beside each other: those like an open one, and like ones that ended differently."""

from collections import defaultdict
from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import units_where
from search.similar import similar
from tolerance.access import visible_cases
from tolerance.bodies import PANEL
from tolerance.judging import allowance_of
from tolerance.lessons import visible_lessons
from tolerance.models import Case, Precedent
from tolerance.visibility import DECIDED

SHOWN = 5


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A decided case or a lesson that is like the one at hand, and why; `case` or `precedent` is None."""

    case: Case | None
    precedent: Precedent | None
    reasons: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """The name of how it ended."""
        found = self.case or (self.precedent and self.precedent.case)
        return str(found.get_outcome_display()) if found else ""


def like_cases(user: User, case: Case) -> list[LikeCase]:
    """Return decided cases and lessons that are about the same as `case`, for staff who may read them."""
    found = similar(like=("case", str(case.pk)), kinds=("case", "precedent"), user=user, limit=4 * SHOWN)
    decided = visible_cases(user).filter(state__in=DECIDED, pk__in=[one.key for one in found if one.kind == "case"])
    cases = {str(one.pk): one for one in decided}
    told_to = visible_lessons(user).exclude(case=case).select_related("case")
    lessons = {one.key: one for one in told_to.filter(key__in=[one.key for one in found if one.kind == "precedent"])}
    # A case and its own lesson would stand there twice.
    told = {one.case_id for one in lessons.values()}
    rows = [
        LikeCase(cases.get(one.key), lessons.get(one.key), one.reasons)
        for one in found
        if one.key in lessons or (one.key in cases and cases[one.key].pk not in told)
    ]
    return rows[:SHOWN]


def like_lessons(case: Case) -> list[Precedent]:
    """Return the public lessons that are about the same as `case`, the most alike first: they stand in its letter."""
    found = similar(like=("case", str(case.pk)), kinds=("precedent",), user=None, limit=SHOWN)
    lessons = (
        Precedent.objects.public()
        .exclude(case=case)
        .select_related("case")
        .in_bulk([one.key for one in found], field_name="key")
    )
    return [lessons[one.key] for one in found if one.key in lessons]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Cases that rely on the same situations and whose panels found the same against them, but that ended differently.

    Attributes:
        situations: codes of the situations relied on.
        against: codes that stood against them, after the panels' findings.
        outcomes: for each outcome its name and the cases that ended so.
    """

    situations: tuple[str, ...]
    against: tuple[str, ...]
    outcomes: tuple[tuple[str, tuple[Case, ...]], ...]


def contrasts(user: User) -> list[Contrast]:
    """Return where like cases ended differently in the units that `user` leads, most cases first."""
    decided = Case.objects.filter(unit__in=units_where(user, "case.lead"), state__in=DECIDED).exclude(applicant=user)
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Case]] = defaultdict(list)
    for case in decided.prefetch_related("situations", "seats__user").order_by("decided_on", "number"):
        situations = tuple(sorted(one.code for one in case.situations.all()))
        groups[situations, allowance_of(case, PANEL).against].append(case)
    found = []
    for (situations, against), cases in groups.items():
        ends = {outcome: tuple(one for one in cases if one.outcome == outcome) for outcome in Case.Outcome.values}
        named = tuple((str(Case.Outcome(outcome).label), ones) for outcome, ones in ends.items() if ones)
        if len(named) > 1:
            found.append(Contrast(situations, against, named))
    return sorted(found, key=lambda one: (-sum(len(cases) for _name, cases in one.outcomes), one.situations))
