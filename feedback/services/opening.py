"""Puts on record who of the staff opened a report; owns that line alone. A reporter's own look leaves none."""

from accounts import audit
from accounts.models import User
from feedback.models import Report


def note_opened(*, actor: User, report: Report) -> None:
    """Note in the trail of staff that `actor` opened a released report, and no word of it.

    Args:
        actor: who looks.
        report: one that `access.get_report_for` gave.
    """
    audit.record(actor=actor, act="report.open", subject=f"report:{report.pk}")
