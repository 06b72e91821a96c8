"""The form by which a report or problem points to a task of the register; owns which tasks it offers, and no act."""

from typing import Any

from accounts.models import User
from feedback.forms.tasks import PointForm
from feedback.models import Problem, Report
from feedback.register.access import tasks_for


def point_form(user: User, subject: Report | Problem, data: Any = None) -> PointForm:
    """Return the form that chooses the task of a report or problem, with the one that is chosen."""
    return PointForm(data, prefix="point", tasks=tasks_for(user), initial={"task": subject.register_task_id})
