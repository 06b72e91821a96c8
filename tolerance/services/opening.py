"""Puts on record who of the staff opened a case, one of its letters, or what was filed in advance.

Applicants read what is their own unrecorded, with an account and with a case code.
"""

from accounts import audit
from accounts.models import User
from tolerance.models import Case, Letter, Prefiling


def note_opened(*, actor: User, case: Case, letter: Letter | None = None) -> None:
    """Note in the trail of staff that `actor` opened a case, or a letter of it.

    Args:
        actor: who looks; the applicant leaves no entry.
        case: the case.
        letter: the letter whose PDF was opened, if it was one.
    """
    if case.applicant_id == actor.pk:
        return
    subject = f"case:{case.pk}"
    if letter:
        audit.record(actor=actor, act="case.letter", subject=subject, detail={"letter": letter.number})
    else:
        audit.record(actor=actor, act="case.open", subject=subject)


def note_prefiling_opened(*, actor: User, prefiling: Prefiling) -> None:
    """Note in the trail of staff that `actor` opened what was filed in advance; the applicant leaves no entry."""
    if prefiling.applicant_id != actor.pk:
        audit.record(actor=actor, act="case.prefiling_open", subject=f"prefiling:{prefiling.pk}")
