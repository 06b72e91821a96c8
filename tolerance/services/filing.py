"""What the applicant does: draft, revise, submit, withdraw."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from accounts.permissions import may
from tolerance.models import Case, CaseEvent, CriteriaSet, Criterion, Prefiling
from tolerance.numbering import next_number
from tolerance.services.prefiling import check_link
from tolerance.services.steps import note, refuse_codes, require, take_step, today_or


@dataclass(frozen=True, slots=True)
class Matter:
    """What the applicant writes.

    Attributes:
        title: the matter in a few words.
        unit: the unit in which it happened.
        date_of_act: the day it happened.
        facts: what happened.
        statement: how the applicant sees it; may be empty.
        situations: codes of the situations relied on, such as `S07`.
        filed_as: who asks for tolerance, one of `Case.Filing`.
        concerned: whose act it was, where somebody else files.
        accountability_number: of the accountability procedure, where it is filed ex officio.
        prefiling: what was filed in advance, if it was.
    """

    title: str
    unit: Unit
    date_of_act: date
    facts: str
    statement: str
    situations: tuple[str, ...]
    filed_as: str = Case.Filing.PERSON
    concerned: str = ""
    accountability_number: str = ""
    prefiling: Prefiling | None = None


# The right over the unit that filing for somebody else takes.
RIGHTS = {Case.Filing.UNIT: "case.file_for", Case.Filing.EX_OFFICIO: "case.file_ex_officio"}


def number_of(on: date) -> str:
    """Return the next case number of the year; to be called inside a transaction."""
    return f"RC{on.year}-{next_number('RC', on.year):04d}"


def criteria_in_force(on: date) -> CriteriaSet:
    """Return the criteria under which a case is filed on a day.

    Raises:
        RefusedError: none are in force.
    """
    found = CriteriaSet.objects.in_force(on)
    require(found, _("No criteria are in force, so no case can be filed."))
    assert found is not None  # noqa: S101  # `require` has raised otherwise
    return found


def situations_in(criteria: CriteriaSet, codes: tuple[str, ...]) -> list[Criterion]:
    """Return the situations of these codes.

    Raises:
        RefusedError: one is not among the criteria.
    """
    found = list(criteria.criteria.filter(kind=Criterion.Kind.SITUATION, code__in=codes))
    require(
        len(found) == len(set(codes)), _("A situation chosen is not among the criteria in force. Please choose again.")
    )
    return found


def write_matter(case: Case, matter: Matter, on: date) -> None:
    """Write into a case, new or locked, what the applicant says.

    Raises:
        RefusedError: a text holds a code, a situation is not among the criteria, or it may not be filed so.
    """
    refuse_codes(matter.title, matter.facts, matter.statement, matter.concerned, matter.accountability_number)
    case.title, case.unit, case.date_of_act = matter.title, matter.unit, matter.date_of_act
    case.facts, case.statement = matter.facts, matter.statement
    _write_filing(case, matter)
    case.save()
    criteria = case.criteria_set or criteria_in_force(on)
    case.situations.set(situations_in(criteria, matter.situations))


def _write_filing(case: Case, matter: Matter) -> None:
    case.filed_as, for_another = matter.filed_as, matter.filed_as != Case.Filing.PERSON
    case.concerned = matter.concerned if for_another else ""
    case.accountability_number = matter.accountability_number if matter.filed_as == Case.Filing.EX_OFFICIO else ""
    require(not for_another or case.concerned, _("Say whose act it was."))
    ex_officio = matter.filed_as == Case.Filing.EX_OFFICIO
    require(not ex_officio or case.accountability_number, _("Give the number of the accountability procedure."))
    if case.applicant is None:
        return
    if right := RIGHTS.get(Case.Filing(matter.filed_as)):
        require(may(case.applicant, right, case.unit), _("You may not file for others in this unit."))
    check_link(case, matter.prefiling, case.applicant)
    case.prefiling = matter.prefiling


@transaction.atomic
def file_case(*, actor: User, matter: Matter, submit: bool = False, on: date | None = None) -> Case:
    """Open a draft for `actor`, submit it where asked, and return it.

    Raises:
        PermissionDenied: the actor is an administrator or inactive.
        RefusedError: no criteria are in force, or a situation is not among them.
    """
    if actor.admin_role or not actor.is_active:
        raise PermissionDenied
    day = today_or(on)
    case = Case(applicant=actor, state_on=day)
    write_matter(case, matter, day)
    CaseEvent.objects.create(case=case, position=1, on=day, target=Case.State.DRAFT, actor=actor, right="applicant")
    note(case, "case.draft", actor)
    if submit:
        submit_case(actor=actor, case=case, on=day)
    return case


@transaction.atomic
def revise_case(*, actor: User, case: Case, matter: Matter, submit: bool = False, on: date | None = None) -> Case:
    """Rewrite a draft, or a case for which more was asked; submit it where asked.

    Raises:
        PermissionDenied: not the applicant, or the case is no longer in the applicant's hands.
        RefusedError: a situation is not among the criteria.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.applicant_id != actor.pk or locked.state not in (Case.State.DRAFT, Case.State.SUPPLEMENT):
        raise PermissionDenied
    write_matter(locked, matter, today_or(on))
    note(locked, "case.revised", actor)
    if submit:
        submit_case(actor=actor, case=locked, on=on)
    return locked


@transaction.atomic
def submit_case(*, actor: User, case: Case, on: date | None = None) -> None:
    """Submit a draft, which freezes the criteria in force and gives the case its number, or a supplemented case.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
        RefusedError: no situation is relied on, or the criteria have changed since.
    """
    day = today_or(on)
    codes = tuple(case.situations.values_list("code", flat=True))
    require(case.facts.strip(), _("Say what happened."))
    require(codes, _("Choose at least one situation."))
    if case.state != Case.State.DRAFT:
        take_step(case, Case.State.SUBMITTED, actor=actor, on=day)
        return
    criteria = criteria_in_force(day)
    situations = situations_in(criteria, codes)
    take_step(
        case, Case.State.SUBMITTED, actor=actor, on=day, criteria_set=criteria, number=number_of(day), submitted_on=day
    )  # fmt: skip
    case.situations.set(situations)


@transaction.atomic
def withdraw_case(*, actor: User, case: Case, on: date | None = None) -> None:
    """Take the case back, at any time before the panel has decided.

    Raises:
        IllegalMoveError, PermissionDenied, OvertakenError: as `workflow.move`.
    """
    take_step(case, Case.State.WITHDRAWN, actor=actor, on=today_or(on))
