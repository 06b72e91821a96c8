"""Sets the limits of a unit; owns that write, its bounds and its line in the audit trail."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check
from feedback.models import UnitLimits
from feedback.models.clock import MOST_IMPLEMENT, MOST_LOOK, MOST_PROMISE

MOST = {"look": MOST_LOOK, "promise": MOST_PROMISE, "implement": MOST_IMPLEMENT}


@transaction.atomic
def set_limits(*, unit: Unit, look: int | None, promise: int | None, implement: int | None, actor: User) -> None:
    """Set the limits of `unit` and of all below it that say nothing else; None takes that of the unit above.

    Clocks that run are set by them with the next night's job.

    Args:
        unit: the unit.
        look: working days until the first look.
        promise: working days until the promise.
        implement: working days that a promise may reach into the future.
        actor: who must hold the right over the unit.

    Raises:
        ValidationError: a limit is out of bounds.
        PermissionDenied: the actor may not.
    """
    check(actor, "limits.set", unit)
    values = {"look": look, "promise": promise, "implement": implement}
    wrong = {
        name: _("Please enter working days from 1 to %(most)d.") % {"most": MOST[name]}
        for name, value in values.items()
        if value is not None and not 1 <= value <= MOST[name]
    }
    if wrong:
        raise ValidationError(wrong)
    UnitLimits.objects.update_or_create(unit=unit, defaults=values)
    audit.record(actor=actor, act="limits.set", subject=f"unit:{unit.pk}", detail=values)
