"""Takes a reporter's verdict in; owns its sealed row, and never moves a problem: that is done with the batch."""

import hashlib
import hmac
from datetime import date

from django.db import transaction

from feedback import anonymity, receipts, sealing, verdicts
from feedback.floods.buckets import Passage, take
from feedback.models import PooledEntry, Problem, Report
from feedback.services.release import release_all
from feedback.services.reply import UnknownReceiptError


class NothingToJudgeError(ValueError):
    """There is no problem behind the receipt that can be judged now, or not with this verdict."""


def give_verdict(*, receipt: str, value: str, today: date, passage: Passage = Passage.PLAIN) -> None:
    """Seal a verdict into the pool, for the next batch. A later one replaces the one that waits, so that one row stays.

    Args:
        receipt: a receipt in its canonical form.
        value: a `Verdict.Value` out of `verdicts.offered`.
        today: the day, from which the latest day of release follows.
        passage: what the sender showed, in case too much comes in.

    Raises:
        FloodError: too much comes in for what the sender showed; nothing is stored.
        UnknownReceiptError: no released report belongs to the receipt, or its words are deleted.
        NothingToJudgeError: there is nothing to judge now, or not so.
    """
    rows = Report.objects.there().select_related("problem")
    report = rows.filter(receipt_digest__in=receipts.digests(receipt)).first()
    if report is None:
        raise UnknownReceiptError
    problem = report.problem
    if problem is None or value not in verdicts.offered(problem, today):
        raise NothingToJudgeError
    with transaction.atomic():
        _pool(receipt, report, problem, value, today)
        take(None, passage)
    if anonymity.releases_at_once():
        release_all(today=today)


def _pool(receipt: str, report: Report, problem: Problem, value: str, today: date) -> None:
    turn = verdicts.round_of(problem)
    about = f"verdict:{problem.pk}:{turn}"
    sealed = sealing.seal({"problem": str(problem.pk), "round": turn, "value": str(value)})
    PooledEntry.objects.update_or_create(
        # Keyed with the receipt, which only the reporter has: it says nothing of the problem to anyone else.
        once=hmac.new(receipt.encode(), about.encode(), hashlib.sha256).hexdigest(),
        defaults={"sealed": sealed},
        create_defaults={
            "kind": PooledEntry.Kind.VERDICT,
            "receipt_digest": report.receipt_digest,
            "sealed": sealed,
            "release_by": anonymity.release_by(today),
        },
    )
