"""Puts on record who of the staff opened a case or one of its letters; the applicant reads the own case unrecorded."""

from accounts import audit
from accounts.models import User
from tolerance.models import Case, Letter


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
