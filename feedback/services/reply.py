"""Takes a reporter's further message in; owns its sealed row, and never lets a receipt into the thread."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from feedback import anonymity, receipts, sealing
from feedback.floods.buckets import Passage, take
from feedback.models import Message, PooledEntry, Report
from feedback.services.files import are_with, count_files, pool_files
from feedback.services.pool import put
from feedback.services.rebuilding import FilesRefusedError, rebuild_files
from feedback.services.release import release_all
from feedback.services.submit import ReceiptInTextError
from jobs.rebuilding import Reason, Rebuilt
from jobs.rebuilding.limits import file_total


class UnknownReceiptError(LookupError):
    """No report, waiting or released, belongs to this receipt, or its words are deleted."""


@dataclass(frozen=True, slots=True)
class _Added:
    digest: str
    once: str
    text: str
    files: Sequence[Rebuilt]


def add_message(
    *, receipt: str, text: str, today: date, files: Sequence[bytes] = (), passage: Passage = Passage.PLAIN
) -> None:
    """Seal a message into the pool, for the next batch. The same message sent twice is stored once.

    Args:
        receipt: a receipt in its canonical form.
        text: what the reporter adds, already cleaned and not empty.
        today: the day, from which the latest day of release follows.
        files: what was chosen, as it was sent; it is written anew here. The same message has the same words and files.
        passage: what the sender showed, in case too much comes in.

    Raises:
        FilesRefusedError: files cannot be taken; nothing is stored.
        FloodError: too much comes in for what the sender showed; nothing is stored.
        ReceiptInTextError: the text contains a receipt.
        UnknownReceiptError: there is no such report, or nothing is to be added to it any more.
    """
    if receipts.found_in(text):
        raise ReceiptInTextError
    digest = _known_digest(receipt)
    once = _once(receipt, text, files)
    if PooledEntry.objects.filter(once=once).exists():
        return
    last = _is_last(digest, text)
    if not last:
        _check_number(digest, files)
    anew = rebuild_files(files, unit=None, passage=passage, stored=lambda: last)
    if not (last and are_with(digest, anew)):
        _check_number(digest, files)
        _pool(_Added(digest, once, text, anew), today, passage)
    if anonymity.releases_at_once():
        release_all(today=today)


def _known_digest(receipt: str) -> str:
    keys = receipts.digests(receipt)
    # The pool comes first: what a release takes out of it between the two looks has become a report by the second.
    for rows in (PooledEntry.objects.filter(kind=PooledEntry.Kind.REPORT), Report.objects.there()):
        found = rows.filter(receipt_digest__in=keys).values_list("receipt_digest", flat=True).first()
        if found:
            return str(found)
    raise UnknownReceiptError


def _is_last(digest: str, text: str) -> bool:
    """Return whether the thread already ends with this very message: a page that was loaded anew, not a new thought."""
    last = Message.objects.filter(report__receipt_digest=digest).order_by("position").last()
    return last is not None and last.author_id is None and last.text == text


def _check_number(digest: str, files: Sequence[bytes]) -> None:
    # Whoever holds one receipt could fill the disk: no bucket of the site counts what lies there for years.
    if files and count_files(digest) + len(files) > file_total():
        raise FilesRefusedError({0: Reason.MANY})


def _once(receipt: str, text: str, files: Sequence[bytes]) -> str:
    """Return what this message is stored once under.

    Keyed with the receipt, which only the reporter has: it cannot be used to guess what was written.
    """
    said = "\0".join([text, *(hashlib.sha256(file).hexdigest() for file in files)])
    return hmac.new(receipt.encode(), said.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def _pool(added: _Added, today: date, passage: Passage) -> None:
    turn = PooledEntry.objects.filter(receipt_digest=added.digest, kind=PooledEntry.Kind.MESSAGE).count()
    entry = PooledEntry(
        kind=PooledEntry.Kind.MESSAGE,
        receipt_digest=added.digest,
        once=added.once,
        sealed=sealing.seal({"turn": turn, "text": added.text}),
        release_by=anonymity.release_by(today),
    )
    if put(entry):
        pool_files(entry, added.files)
        take(None, passage)
