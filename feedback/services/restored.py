"""After a backup came back: deletes once more what had been deleted since; owns that nobody's words return by it."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from feedback.models import Report
from feedback.services.retention import empty_reports, erase_due
from feedback.workflow import move

_AT_ONCE = 500


def withdrawn_receipts() -> list[str]:
    """Return the digests of the receipts of all withdrawn reports, sorted."""
    return sorted(Report.objects.filter(withdrawn=True).values_list("receipt_digest", flat=True))


def erase_again(*, withdrawn: Collection[str], today: date) -> int:
    """Withdraw what was withdrawn before a backup took its place, then erase what is due; return how many.

    Args:
        withdrawn: what `withdrawn_receipts` returned then.
        today: the day, from which follows what is due.
    """
    for start in range(0, len(withdrawn), _AT_ONCE):
        _withdraw(sorted(withdrawn)[start : start + _AT_ONCE])
    return erase_due(today=today)


@transaction.atomic
def _withdraw(digests: Collection[str]) -> None:
    reports = list(Report.objects.there().select_for_update().filter(receipt_digest__in=digests))
    empty_reports([report.pk for report in reports], withdrawn=True)
    for report in reports:
        if report.state == Report.State.RELEASED:
            move(report, Report.State.WITHDRAWN, actor=None)
