"""The forms of merging and splitting as they stand on a problem's page; owns what they offer, and no rule."""

from typing import Any

from django.db.models import Case, Value, When

from accounts.models import User
from feedback import access
from feedback.forms.regrouping import MergeForm, SplitForm
from feedback.models import Problem
from feedback.suggesting import like_problems

CANDIDATES = 8
_FEWEST = 2


def merge_form(user: User, problem: Problem, data: Any = None, find: str = "") -> MergeForm:
    """Return the form of merging: the problems that hold the words of `find`, else those most alike and the newest."""
    allowed = access.problems_where(user, "problem.create").taking(problem)
    shown: dict[Problem, tuple[str, ...]] = {}
    if not find:
        shown = {like.row: like.reasons for like in like_problems(user, problem, allowed)}
    near = Case(When(category=problem.category, then=Value(0)), default=Value(1))
    rest = allowed.saying(find).exclude(pk__in=[row.pk for row in shown]).order_by(near, "-opened_on", "pk")
    unlike: tuple[str, ...] = ()
    shown |= dict.fromkeys(rest[: CANDIDATES - len(shown)], unlike)
    return MergeForm(data, prefix="merge", allowed=allowed, shown=shown)


def split_form(user: User, problem: Problem, data: Any = None) -> SplitForm:
    """Return the form of splitting, with the reports that the user may read."""
    members = access.reports_for(user).there().filter(problem=problem).order_by("-released_on", "pk")
    initial = {"category": problem.category, "asked_by": problem.asked_by}
    return SplitForm(data, prefix="split", members=members, initial=initial)


def regrouping(user: User, problem: Problem, find: str) -> dict[str, Any]:
    """Return the forms that the page offers: merging what nobody judges just now, splitting one of several reports.

    Args:
        user: who looks.
        problem: the problem of the page.
        find: words of the problem into which it shall be merged, or "".
    """
    if not access.may_on_problem(user, "problem.create", problem):
        return {"merge": None, "split": None, "merged": []}
    readable = access.reports_for(user).there().filter(problem=problem).count()
    merge = merge_form(user, problem, find=find) if Problem.objects.mergeable().filter(pk=problem.pk).exists() else None
    return {
        "merge": merge,
        "split": split_form(user, problem) if readable >= _FEWEST else None,
        "merged": problem.merged.order_by("title", "pk"),
    }
