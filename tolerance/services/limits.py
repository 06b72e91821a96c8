"""Sets the limits of cases in a unit; owns that write, its bounds and its line in the audit trail."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from accounts.permissions import check
from tolerance.models import PhaseLimit
from tolerance.procedure import PHASES
from tolerance.services.steps import require


@transaction.atomic
def set_case_limits(*, actor: User, unit: Unit, days: Mapping[str, int | None]) -> None:
    """Set what phases may take in `unit` and all below it that say nothing else; phases that run keep what they had.

    Args:
        actor: who must hold the right over the unit.
        unit: the unit.
        days: the days of a phase by its state, in what the phase is counted in; None takes that of the unit above.

    Raises:
        PermissionDenied: the actor may not.
        RefusedError: there is no such phase, or its days are out of the published bounds.
    """
    check(actor, "case.limits", unit)
    for phase, count in days.items():
        known = PHASES.get(phase)
        within = known and (count is None or known.least <= count <= known.most)
        require(within, _("A limit is out of the published bounds."))
        if count is None:
            PhaseLimit.objects.filter(unit=unit, phase=phase).delete()
        else:
            PhaseLimit.objects.update_or_create(unit=unit, phase=phase, defaults={"days": count})
    audit.record(actor=actor, act="case.limits", subject=f"unit:{unit.pk}", detail=dict(days))
