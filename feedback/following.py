"""The door for whoever holds a receipt; owns what a reporter sees of the own report, and writes nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback import receipts, sealing
from feedback.files.sealing import unseal_note
from feedback.models import Message, PooledEntry, PooledFile, Problem, Remedy, Report, ReportFile, Verdict
from feedback.sealing import BrokenSealError
from feedback.verdicts import round_of


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
        verdict: what the reporter said last in the running round of that problem, released or not.
        files: how many files came with the report, released or not.
        added: how many files came with later messages, released or not.
    """

    report: Report | None
    words: str
    messages: tuple[Message, ...]
    waiting: tuple[str, ...]
    release_by: date | None
    remedies: tuple[Remedy, ...]
    verdict: Verdict.Value | None = None
    files: int = 0
    added: int = 0


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
    waiting = [content for kind, content, _ in pooled if kind == PooledEntry.Kind.VERDICT]
    late = _late_or_not(keys)
    return Thread(
        report=report,
        words=report.words if report else words[0],
        messages=tuple(report.messages.all()) if report else (),
        waiting=tuple(content["text"] for content in sorted(added, key=lambda content: int(content["turn"]))),
        release_by=max((day for _, _, day in pooled), default=None),
        remedies=tuple(problem.remedies.select_related("owner_unit")) if problem else (),
        verdict=_verdict(report, problem, waiting) if report and problem else None,
        files=late.count(False),
        added=late.count(True),
    )


def _late_or_not(keys: list[str]) -> list[bool]:
    """Return of every file whether it came with a later message."""
    waiting = PooledFile.objects.filter(entry__receipt_digest__in=keys).values_list("note", flat=True)
    released = ReportFile.objects.filter(report__receipt_digest__in=keys).values_list("note", flat=True)
    return [_is_late(note) for note in (*waiting, *released)]


def _is_late(note: bytes | memoryview) -> bool:
    try:
        return unseal_note(note).late
    except BrokenSealError:  # the key is lost: the files are, but the thread is not
        return False


def _verdict(report: Report, problem: Problem, waiting: list[dict[str, Any]]) -> Verdict.Value | None:
    """Return what was said last: what waits is newer than what was released."""
    turn = round_of(problem)
    said = [
        content["value"] for content in waiting if (content["problem"], content["round"]) == (str(problem.pk), turn)
    ]
    said += Verdict.objects.filter(report=report, problem=problem, round=turn).values_list("value", flat=True)
    return Verdict.Value(said[0]) if said else None
