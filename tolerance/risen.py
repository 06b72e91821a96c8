"""What has risen to a unit because it is late, as its leaders see it: number, phase, how late, who has it.

Owns that nothing else of a case is told: whoever oversees a unit need not be among those who may read its cases.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.permissions import units_where
from jobs.deadlines import days_between
from jobs.workdays import current_calendar
from tolerance.access import visible_cases
from tolerance.bodies import body_in, sitting
from tolerance.extending import owed
from tolerance.models import Case, CaseRise
from tolerance.models.case import state_name
from tolerance.procedure import PHASES
from tolerance.workflow import APPLICANT

_OFFICES: dict[str, str | Promise] = {
    APPLICANT: _("Applicant"),
    "case.intake": Role.INTAKE.label,
    "case.appoint": Role.SECRETARY.label,
    "case.notify": Role.SECRETARY.label,
    "case.verify": Role.VERIFIER.label,
    "case.convene": Role.CHAIR.label,
    "case.decide": Role.PANEL.label,
    "case.lead": Role.LEADER.label,
}


@dataclass(frozen=True, slots=True)
class Risen:
    """One late phase.

    Attributes:
        number: the number of the case.
        phase: the phase, in words.
        due_on: the day on which it was due.
        days: the working days since; None where they cannot be counted.
        holder: who has the case: the people of its body by name, else the office.
        unit: the unit to which it rose.
        on: the day on which it did.
        case: the case, for those alone who may read it.
    """

    number: str
    phase: str
    due_on: date
    days: int | None
    holder: str
    unit: str
    on: date
    case: Case | None


def rises_for(user: User, today: date) -> QuerySet[CaseRise]:
    """Return what rose to the very units that `user` leads or oversees and is late `today`, the longest late first.

    An applicant is shown none of the own case, of which more may be told here than the applicant may know yet.
    """
    same = Q(phase=F("case__state"), due_on=F("case__due_on"))
    same |= Q(phase=F("case__correction"), due_on=F("case__correction_due_on"))
    rows = CaseRise.objects.filter(same, due_on__lt=today, unit__in=units_where(user, "case.risen"))
    return rows.exclude(case__applicant=user).order_by("due_on", "case__number", "level")


def risen_to(user: User, today: date) -> list[Risen]:
    """Return what rose to the units that `user` leads or oversees, in words."""
    rows = list(rises_for(user, today).select_related("case", "unit").prefetch_related("case__seats__user"))
    readable = set(visible_cases(user).filter(pk__in=[row.case_id for row in rows]).values_list("pk", flat=True))
    calendar = current_calendar()
    return [
        Risen(
            number=row.case.number or "", phase=state_name(row.phase), due_on=row.due_on,
            days=days_between(row.due_on, today, calendar), holder=_holder(row.case, row.phase), unit=str(row.unit),
            on=row.on, case=row.case if row.case_id in readable else None,
        )
        for row in rows
    ]  # fmt: skip


def _holder(case: Case, phase: str) -> str:
    body = body_in(phase)
    people = [str(seat.user) for seat in sitting(case, body)] if body else []
    if people:
        return "、".join(people)
    if phase == Case.State.REVIEW_REQUESTED:
        return str(Role.SECRETARY.label)
    main = [step.right for step in owed(PHASES[phase])]
    return str(_OFFICES[main[-1]])
