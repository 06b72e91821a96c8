"""What an applicant without an account does: file, and take an applicant's steps with the case code.

No act here goes into the audit trail, which holds times of day: a case must not be joined to a report by its time. The
history of the case has the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from search.services import mark
from tolerance import case_codes
from tolerance.models import Case, CaseCode, CaseEvent
from tolerance.services.evidence import Named, put_evidence
from tolerance.services.filing import Matter, criteria_in_force, number_of, situations_in, write_matter
from tolerance.services.steps import refuse_codes, require, today_or
from tolerance.workflow import APPLICANT, CodeHolder, IllegalMoveError, InvalidBodyError, Step, move, step_to

# More than a county files in a month; beyond it, somebody is filling the table.
MOST_A_DAY = 50
TARGETS = ("submitted", "corrected", "review_requested", "appealed", "withdrawn")


@dataclass(frozen=True, slots=True)
class Holder:
    """An applicant without an account: name and how to be reached."""

    name: str
    contact: str


def has_room(on: date | None = None) -> bool:
    """Return whether another case may be filed by code today."""
    return CaseCode.objects.filter(filed_on=today_or(on)).count() < MOST_A_DAY


@transaction.atomic
def file_by_code(*, code: str, holder: Holder, matter: Matter, files: Sequence[Named], on: date | None = None) -> Case:
    """Submit a case under a code and return it; the same code again returns the case that is there.

    Args:
        code: the canonical code.
        holder: who files.
        matter: what happened.
        files: evidence, rebuilt.
        on: the day; today by default.

    Raises:
        RefusedError: no criteria are in force, a situation is not among them, a text holds a code, or too many cases
            came in today.
    """
    day, key = today_or(on), case_codes.digest(code)
    if there := CaseCode.objects.filter(digest=key).select_related("case").first():
        return there.case
    require(has_room(day), _("So many cases were filed today that no more are taken. Please come back tomorrow."))
    require(matter.situations, _("Choose at least one situation."))
    refuse_codes(holder.name, holder.contact)
    case = Case(applicant=None, applicant_name=holder.name, state_on=day)
    write_matter(case, matter, day)
    CaseCode.objects.create(case=case, digest=key, contact=holder.contact, filed_on=day)
    CaseEvent.objects.create(case=case, position=1, on=day, target=Case.State.DRAFT, right=APPLICANT)
    put_evidence(case, files, added_by=None, on=day)
    criteria = criteria_in_force(day)
    move(
        case, Case.State.SUBMITTED, actor=CodeHolder(), on=day, criteria_set=criteria, number=number_of(day),
        submitted_on=day,
    )  # fmt: skip
    case.situations.set(situations_in(criteria, matter.situations))
    mark("case", str(case.pk))
    return case


def find_by_code(code: str) -> Case | None:
    """Return the case of a canonical code, or None."""
    found = CaseCode.objects.filter(digest=case_codes.digest(code)).select_related("case__unit").first()
    return found.case if found else None


def steps_by_code(case: Case) -> list[Step]:
    """Return the applicant's steps that are open now."""
    found = []
    for target in TARGETS:
        try:
            step = step_to(case, target)
        except IllegalMoveError:
            continue
        if step.right == APPLICANT:
            found.append(step)
    return found


@transaction.atomic
def act_by_code(*, case: Case, target: str, words: str, files: Sequence[Named] = (), on: date | None = None) -> None:
    """Take an applicant's step.

    Args:
        case: the case of the code.
        target: the state that the step leads to, one of `TARGETS`.
        words: what the applicant says; a supplement joins the statement.
        files: further evidence, with a supplement.
        on: the day; today by default.

    Raises:
        IllegalMoveError: the step is not open, or not the applicant's.
        OvertakenError: somebody moved the case first.
        RefusedError: nothing is said, it holds a code, or the case would have too many files.
    """
    refuse_codes(words)
    require(words.strip() or target == Case.State.WITHDRAWN, _("Say something about it."))
    if target not in TARGETS:
        raise IllegalMoveError(target)
    day, fields = today_or(on), {}
    if target == Case.State.SUBMITTED:
        fields["statement"] = "\n\n".join(filter(None, [case.statement, f"[{day.isoformat()}] {words}"]))
        put_evidence(case, files, added_by=None, on=day)
    try:
        move(case, target, actor=CodeHolder(), on=day, detail=words, **fields)
    except InvalidBodyError as fault:
        require(condition=False, reason=str(fault))
    mark("case", str(case.pk))
