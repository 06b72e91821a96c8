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
        messages: the released part of the thread, oldest first.
        waiting: the reporter's own messages that wait for the next batch, in the order written.
        release_by: the latest day on which whatever waits is released, or None where nothing waits.
        remedies: what was promised for the problem that the report joined.
    """

    report: Report | None
    messages: tuple[Message, ...]
    waiting: tuple[str, ...]
    release_by: date | None
    remedies: tuple[Remedy, ...]


def open_thread(receipt: str) -> Thread | None:
    """Return the thread of a canonical receipt, or None where nothing was sent under it."""
    keys = receipts.digests(receipt)
    report = Report.objects.select_related("problem", "receiving_unit").filter(receipt_digest__in=keys).first()
    pooled = list(PooledEntry.objects.filter(receipt_digest__in=keys))
    if report is None and not any(entry.kind == PooledEntry.Kind.REPORT for entry in pooled):
        return None
    unsealed = [sealing.unseal(entry.sealed) for entry in pooled if entry.kind == PooledEntry.Kind.MESSAGE]
    problem = report.problem if report else None
    return Thread(
        report=report,
        messages=tuple(report.messages.all()) if report else (),
        waiting=tuple(content["text"] for content in sorted(unsealed, key=lambda content: int(content["turn"]))),
        release_by=max((entry.release_by for entry in pooled), default=None),
        remedies=tuple(problem.remedies.select_related("owner_unit")) if problem else (),
    )
