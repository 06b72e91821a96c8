"""Takes pre-filings and links them to cases; owns that each comes before its step and counts for one case."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Unit, User
from tolerance.models import Case, Prefiling
from tolerance.numbering import next_number
from tolerance.prefilings import SERIES, TITLE, fingerprint, office_of, zh_day
from tolerance.services.steps import refuse_codes, require, today_or


@dataclass(frozen=True, slots=True)
class Planned:
    """A step that is still to be taken.

    Attributes:
        title: the step in a few words.
        unit: the unit in which it will be taken.
        planned_on: the day on which it will be, today or later.
        plan: what will be done and why the usual way does not serve.
        risks: what may go wrong.
        safeguards: what is done to keep that small.
    """

    title: str
    unit: Unit
    planned_on: date
    plan: str
    risks: str
    safeguards: str


@transaction.atomic
def file_in_advance(*, actor: User, planned: Planned, on: date | None = None) -> Prefiling:
    """Confirm a pre-filing under a number and the day, and return it. From then on it never changes.

    Raises:
        PermissionDenied: the actor is an administrator or inactive.
        RefusedError: the day of the step has passed, or a text holds a code.
    """
    refuse_codes(planned.title, planned.plan, planned.risks, planned.safeguards)
    if actor.admin_role or not actor.is_active:
        raise PermissionDenied
    day = today_or(on)
    require(planned.planned_on >= day, _("What is filed in advance is still to come: this day has passed."))
    number = f"{SERIES}〔{day.year}〕{next_number(SERIES, day.year)}号"
    data = {
        "office": office_of(planned.unit), "number": number, "title": TITLE, "addressee": str(actor),
        "step": planned.title, "unit": planned.unit.name, "planned_on": zh_day(planned.planned_on),
        "plan": planned.plan, "risks": planned.risks, "safeguards": planned.safeguards, "filed_on": zh_day(day),
    }  # fmt: skip
    made = Prefiling.objects.create(
        number=number, applicant=actor, unit=planned.unit, title=planned.title, planned_on=planned.planned_on,
        filed_on=day, data=data, sha256=fingerprint(data),
    )  # fmt: skip
    audit.record(actor=actor, act="case.prefiled", subject=f"prefiling:{made.pk}", detail={"number": number})
    return made


def check_link(case: Case, prefiling: Prefiling | None, actor: User) -> None:
    """Do nothing where the pre-filing may be linked to the case.

    Raises:
        RefusedError: it is another's, of another unit, was filed after the act, or is linked to another case.
    """
    if prefiling is None:
        return
    require(prefiling.applicant_id == actor.pk, _("This pre-filing is not yours."))
    require(prefiling.unit_id == case.unit_id, _("The pre-filing is of another unit."))
    require(prefiling.filed_on <= case.date_of_act, _("The pre-filing was made after the day of the act."))
    taken = Case.objects.filter(prefiling=prefiling).exclude(pk=case.pk)
    require(not taken.exists(), _("Another case relies on this pre-filing already."))
