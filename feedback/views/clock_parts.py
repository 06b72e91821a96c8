"""What the page of a problem shows of clocks and supervision; owns its layout, and no rule."""

from typing import Any

from accounts.models import User
from accounts.permissions import units_where
from feedback import access
from feedback.clocks import RUNNING
from feedback.forms.clocks import RelieveForm, SuperviseForm
from feedback.models import Clock, Problem


def clock_parts(user: User, problem: Problem) -> dict[str, Any]:
    """Return the context: the clock, supervisions with the form that ends them, and the form that begins one."""
    supervisions = list(problem.supervisions.select_related("unit", "actor", "ended_by"))
    reach = units_where(user, "problem.supervise")
    begun = {each.unit_id for each in supervisions if each.ended_on is None}
    may = problem.state in RUNNING and access.may_on_problem(user, "problem.supervise", problem)
    return {
        "clock": Clock.objects.filter(problem=problem).select_related("unit").first(),
        "rises": problem.rises.select_related("unit"),
        "supervisions": [
            (
                each,
                RelieveForm(prefix=f"relieve-{each.pk}") if each.ended_on is None and each.unit_id in reach else None,
            )
            for each in supervisions
        ],
        "supervise": SuperviseForm(prefix="supervise")
        if may and begun.isdisjoint(access.superior_seats(user))
        else None,
    }
