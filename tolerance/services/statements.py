"""Takes what an applicant says and hands in while the case is judged: statement and defence (陈述申辩)."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from search.services import mark
from tolerance.models import Case
from tolerance.models.case import STATED
from tolerance.services.evidence import Named, put_evidence
from tolerance.services.steps import note, refuse_codes, require, today_or
from tolerance.statements import HEARD
from tolerance.workflow import APPLICANT, CodeHolder, is_applicant, write_line


@transaction.atomic
def add_statement(
    *, actor: User | CodeHolder, case: Case, words: str, files: Sequence[Named] = (), on: date | None = None
) -> None:
    """Put what the applicant says under the statement of the case, with its day, and into the history.

    Args:
        actor: the applicant; with a case code nothing stands in the trail of staff.
        case: the case.
        words: what is said.
        files: evidence, rebuilt.
        on: the day; today by default.

    Raises:
        PermissionDenied: the actor is not the applicant.
        RefusedError: nothing is said, it holds a code, the case is not being judged now, or it has too many files.
    """
    locked, day = Case.objects.select_for_update().get(pk=case.pk), today_or(on)
    if not is_applicant(actor, locked):
        raise PermissionDenied
    require(locked.state in HEARD, _("The case is not being judged now, so nothing can be added to it."))
    require(words.strip(), _("Say something about it."))
    refuse_codes(words)
    by = actor if isinstance(actor, User) else None
    locked.statement = "\n\n".join(filter(None, [locked.statement, f"[{day.isoformat()}] {words}"]))
    locked.save(update_fields=["statement"])
    put_evidence(locked, files, added_by=by, on=day)
    write_line(locked, on=day, source=locked.state, target=STATED, actor=by, right=APPLICANT, detail=words)
    if by:
        note(locked, "case.stated", by)
    else:
        mark("case", str(locked.pk))
