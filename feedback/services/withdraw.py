"""Takes a report back for whoever holds its receipt; owns that write, which leaves no actor, day, mark or entry.

The search shows nothing of it from then on, because it builds what it shows from the rows; what its index still holds
leaves with the daily erasure, like everything that was withdrawn since, and without a trace of when.
"""

from django.db import transaction

from feedback import receipts
from feedback.effacing import efface_order
from feedback.models import PooledEntry, Report
from feedback.services.reply import UnknownReceiptError
from feedback.services.retention import empty_reports
from feedback.workflow import move


@transaction.atomic
def withdraw_report(*, receipt: str) -> None:
    """Delete a report that waits outright, and of a released one the words and messages. Twice is like once.

    A report that nobody has dealt with ends as withdrawn; one that was taken up or declined keeps its state, so that
    no figure changes, and is marked.

    Args:
        receipt: a receipt in its canonical form.

    Raises:
        UnknownReceiptError: nothing was sent under it, or it was withdrawn while it waited.
    """
    keys = receipts.digests(receipt)
    # The pool first: a release that runs at the same time has then committed, and the report is looked for after it.
    waited, _rows = PooledEntry.objects.filter(receipt_digest__in=keys).delete()
    report = Report.objects.select_for_update().filter(receipt_digest__in=keys).first()
    if report is None and not waited:
        raise UnknownReceiptError
    if report and not report.gone:
        empty_reports([report.pk], withdrawn=True)
        if report.state == Report.State.RELEASED:
            move(report, Report.State.WITHDRAWN, actor=None)
    transaction.on_commit(efface_order, robust=True)
