"""The door for whoever holds a receipt; owns what a reporter sees of the own report, and writes nothing."""

from dataclasses import dataclass
from datetime import date

from feedback import receipts, sealing
from feedback.models import Message, PooledEntry, Remedy, Report


@dataclass(frozen=True, slots=True)
class Thread:
    """What a reporter sees.

    Attributes:
        report: the released report, or None while it waits.
        words: what the reporter wrote, released or not.
        messages: the released part of the thread, oldest first.
        waiting: the reporter's own messages that wait for the next batch, in the order written.
        release_by: the latest day on which whatever waits is released, or None where nothing waits.
        remedies: what was promised for the problem that the report joined.
    """

    report: Report | None
    words: str
    messages: tuple[Message, ...]
    waiting: tuple[str, ...]
    release_by: date | None
    remedies: tuple[Remedy, ...]


def open_thread(receipt: str) -> Thread | None:
    """Return the thread of a canonical receipt, or None where nothing was sent under it."""
    keys = receipts.digests(receipt)
    report = Report.objects.select_related("problem", "receiving_unit").filter(receipt_digest__in=keys).first()
    pooled = [
        (entry.kind, sealing.unseal(entry.sealed), entry.release_by)
        for entry in PooledEntry.objects.filter(receipt_digest__in=keys)
    ]
    words = [content["words"] for kind, content, _ in pooled if kind == PooledEntry.Kind.REPORT]
    if report is None and not words:
        return None
    added = [content for kind, content, _ in pooled if kind == PooledEntry.Kind.MESSAGE]
    problem = report.problem if report else None
    return Thread(
        report=report,
        words=report.words if report else words[0],
        messages=tuple(report.messages.all()) if report else (),
        waiting=tuple(content["text"] for content in sorted(added, key=lambda content: int(content["turn"]))),
        release_by=max((day for _, _, day in pooled), default=None),
        remedies=tuple(problem.remedies.select_related("owner_unit")) if problem else (),
    )
