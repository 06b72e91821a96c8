"""Takes a report in; owns the sealed row, and never writes anything that names a time, an order or a sender."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection, transaction

from accounts.models import Unit
from feedback import anonymity, receipts, sealing
from feedback.floods.buckets import Passage, take
from feedback.intake import Content, content_of
from feedback.models import PooledEntry, Report
from feedback.receiving import receiver_of
from feedback.services.claims import CodeRefusedError, Refusal, any_printed, claim, confirmed_by, is_unused
from feedback.services.files import came_with, pool_files
from feedback.services.pool import put
from feedback.services.rebuilding import rebuild_files
from feedback.services.release import release_all
from feedback.services.together import together
from jobs.rebuilding import Rebuilt


class ReceiptInTextError(ValueError):
    """The text contains a receipt, which must not be stored beside what it opens."""


class ReceiptUsedError(ValueError):
    """The receipt already belongs to a report with other content."""


@dataclass(frozen=True, slots=True)
class _Sent:
    receipt: str
    content: Content
    files: Sequence[Rebuilt]


def submit_report(  # noqa: PLR0913  # all by name
    *, receipt: str, content: Content, today: date, code: str = "", files: Sequence[bytes] = (),
    passage: Passage = Passage.PLAIN,
) -> None:  # fmt: skip
    """Seal a report into the pool. The same report sent again under the same receipt changes nothing.

    Args:
        receipt: a receipt in its canonical form, from a token.
        content: what was said, already validated.
        today: the day, from which the latest day of release follows.
        code: a tear-off code in its canonical form, if the reporter has one; it stands for every other proof.
        files: what was chosen, as it was sent; it is written anew here. The same report has the same words and files.
        passage: what the sender showed, in case too much comes in.

    Raises:
        CodeRefusedError: the code does not hold, or one of the texts contains a code. A report that is sent again is
            not refused because its first copy used the code.
        FilesRefusedError: files cannot be taken; nothing is stored.
        FloodError: too much comes in for what the sender showed; nothing is stored.
        ReceiptInTextError: one of the texts contains a receipt.
        ReceiptUsedError: the receipt belongs to a report that says something else or came with other files.
        ValueError: the receiving unit is the one complained of, or the own one against the reporter's wish. The form
            says so to people; here it keeps out of the pool what its release could never store.
    """
    _check_units(content)
    _check_texts(content)
    if code:
        own = Unit.objects.get(pk=content.own_unit) if content.own_unit else None
        content = replace(content, confirmed_unit=confirmed_by(code, own).pk)
    anew = rebuild_files(
        files, unit=content.receiving_unit, passage=Passage.EXEMPT if code and is_unused(code, today) else passage,
        stored=lambda: _said(receipt, content),
    )  # fmt: skip
    sent = _Sent(receipt, content, anew)
    if not _pooled(sent, today, code, passage) and not _is_stored(sent):
        raise ReceiptUsedError
    if anonymity.releases_at_once():
        release_all(today=today)


def _check_units(content: Content) -> None:
    if content.receiving_unit == content.asked_by_unit:
        raise ValueError("never to the unit complained of")
    if content.not_own and content.own_unit in (None, content.receiving_unit):
        raise ValueError("never to the own unit, which is named")


def _check_texts(content: Content) -> None:
    texts = [value for value in content.as_json().values() if isinstance(value, str)]
    if any(map(receipts.found_in, texts)):
        raise ReceiptInTextError
    if any(map(any_printed, texts)):
        raise CodeRefusedError(Refusal.IN_TEXT)


def content_under(receipt: str) -> Content | None:
    """Return what was sent under `receipt`, waiting or released, or None where nothing was.

    The pool comes first: what a release takes out of it between the two looks has become a report by the second.
    """
    keys = receipts.digests(receipt)
    entry = PooledEntry.objects.filter(receipt_digest__in=keys, kind=PooledEntry.Kind.REPORT).first()
    if entry:
        return Content(**sealing.unseal(entry.sealed))
    report = Report.objects.filter(receipt_digest__in=keys).first()
    return content_of(report) if report else None


def _is_stored(sent: _Sent) -> bool:
    return _said(sent.receipt, sent.content) and came_with(sent.receipt, sent.files)


def _said(receipt: str, content: Content) -> bool:
    """Return whether this was sent under `receipt`; the release may have taken it to a unit above the chosen one."""
    stored = content_under(receipt)
    if stored is None or replace(stored, receiving_unit=content.receiving_unit) != content:
        return False
    return stored.receiving_unit in {content.receiving_unit, receiver_of(content)}


def _pooled(sent: _Sent, today: date, code: str, passage: Passage) -> bool:
    """Insert the sealed row, its files and the claim of the code; return True, or False where the receipt is taken.

    The row goes in before the released reports are looked at: a release that runs at the same time either has not taken
    the first copy yet, and then the pool's constraint refuses the second, or has committed, and then the look finds it.
    """
    entry = PooledEntry(
        kind=PooledEntry.Kind.REPORT,
        sealed=sealing.seal(sent.content.as_json()),
        release_by=anonymity.release_by(today),
    )
    return together(lambda: _put(entry, sent, today, code, passage))


def _put(entry: PooledEntry, sent: _Sent, today: date, code: str, passage: Passage) -> bool:
    digests = receipts.digests(sent.receipt)
    entry.receipt_digest = entry.once = digests[0]
    new = put(entry)
    released = _is_released(digests)
    if new and not released:  # what is sent twice takes once
        pool_files(entry, sent.files)
        if code:
            claim(code, today=today)
        take(sent.content.receiving_unit, Passage.EXEMPT if code else passage)
    transaction.set_rollback(released)
    return new and not released


def _is_released(digests: list[str]) -> bool:
    with connection.cursor() as cursor:
        # Asked by every report: writing the question anew took longer than the answer.
        places = ", ".join(["%s"] * len(digests))
        question = f"SELECT 1 FROM feedback_report WHERE receipt_digest IN ({places}) LIMIT 1"  # noqa: S608  # no value
        cursor.execute(question, digests)
        return cursor.fetchone() is not None
