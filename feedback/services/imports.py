"""Takes a planned table over into the register; owns that it is taken over as a whole or not at all."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from feedback.register.importing import Effect, Plan
from feedback.services.duplicates import refresh_duplicates
from feedback.services.tasks import add_task, change_task
from feedback.workflow import StateConflict


@transaction.atomic
def import_tasks(*, plan: Plan, actor: User) -> int:
    """Write every line of a plan into the register, and return how many tasks are new or changed.

    Raises:
        ValidationError: a line is wrong; nothing was written.
        StateConflict: a task was dropped meanwhile; nothing was written.
        PermissionDenied: the actor may not write the register of one of the units; nothing was written.
    """
    if plan.wrong:
        raise ValidationError(_("Some lines are wrong, so that nothing was taken over."))
    written = 0
    for line in plan.lines:
        if line.unit is None or line.effect is Effect.SAME:
            continue
        try:
            if line.task is None:
                add_task(unit=line.unit, facts=line.facts, actor=actor)
            else:
                change_task(task=line.task, facts=line.facts, actor=actor)
        except ValidationError:
            # Somebody wrote the same task down while the preview was read.
            raise StateConflict(line.facts.name) from None
        written += 1
    audit.record(actor=actor, act="task.import", subject="tasks", detail={"lines": written})
    refresh_duplicates(today=timezone.localdate())
    return written
