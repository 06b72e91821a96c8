"""Takes down that the applicant has received a letter that tells an outcome (签收).

Nothing waits for it, and no limit runs from it: the table counts review and appeal from the day of the letter.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.models import Case, Letter
from tolerance.models.case import RECEIVED
from tolerance.services.steps import note, require, today_or
from tolerance.workflow import APPLICANT, CodeHolder, is_applicant, write_line


@transaction.atomic
def confirm_receipt(*, actor: User | CodeHolder, letter: Letter, on: date | None = None) -> None:
    """Put on record, once, that the applicant has the letter; to say so again changes nothing.

    Args:
        actor: the applicant; with a case code nothing stands in the trail of staff, and the history has the day alone.
        letter: a letter that tells an outcome.
        on: the day; today by default.

    Raises:
        PermissionDenied: the actor is not the applicant.
        RefusedError: the letter tells no outcome.
    """
    case = Case.objects.select_for_update().get(pk=letter.case_id)
    if not is_applicant(actor, case):
        raise PermissionDenied
    require(letter.tells_outcome, _("Only a letter that tells an outcome is confirmed."))
    day = today_or(on)
    if not Letter.objects.filter(pk=letter.pk, received_on__isnull=True).update(received_on=day):
        return
    by = actor if isinstance(actor, User) else None
    write_line(case, on=day, source=case.state, target=RECEIVED, actor=by, right=APPLICANT, detail=letter.number)
    if by:
        note(case, "case.received", by, letter=letter.number)
