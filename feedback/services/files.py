"""Writes the rows of files; owns how they wait, are released and are opened, and never sees what was first sent.

They follow their report or message: sealed beside it in the pool, sealed anew when it is released, gone when it goes.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from accounts import audit
from accounts.models import User
from feedback import receipts
from feedback.files.sealing import Note, note_of, seal_file, seal_note, unseal_file, unseal_note
from feedback.models import PooledEntry, PooledFile, Report, ReportFile
from jobs.rebuilding import Rebuilt

_Rows = QuerySet[Any]  # of waiting or of released files


def pool_files(entry: PooledEntry, files: Sequence[Rebuilt]) -> None:
    """Put files beside the entry that they came with; only inside the transaction that puts the entry in."""
    late = entry.kind != PooledEntry.Kind.REPORT
    for turn, file in enumerate(files):
        note = seal_note(note_of(file, turn=turn, late=late))
        PooledFile.objects.create(entry=entry, note=note, sealed=seal_file(file))


def release_files(entry: PooledEntry, report: Report) -> None:
    """Give the report the files of an entry, sealed anew, behind those that it has."""
    position = report.files.count()
    for note, key in _noted(PooledFile.objects.filter(entry=entry)):
        position += 1
        file = unseal_file(PooledFile.objects.values_list("sealed", flat=True).get(pk=key), note)
        ReportFile.objects.create(report=report, position=position, note=seal_note(note), sealed=seal_file(file))


def came_with(receipt: str, files: Sequence[Rebuilt]) -> bool:
    """Return whether exactly these files came with the report under `receipt`, waiting or released."""
    keys = receipts.digests(receipt)
    waiting = PooledFile.objects.filter(entry__receipt_digest__in=keys)
    released = ReportFile.objects.filter(report__receipt_digest__in=keys)
    there = _opened(waiting, late=False) or _opened(released, late=False)
    return [(file.kind, file.data) for file in there] == [(file.kind, file.data) for file in files]


def are_with(digest: str, files: Sequence[Rebuilt]) -> bool:
    """Return whether each of these files lies with the released report of this digest already."""
    if not files:
        return True
    there = [file.data for file in _opened(ReportFile.objects.filter(report__receipt_digest=digest))]
    return all(file.data in there for file in files)


def count_files(digest: str) -> int:
    """Return how many files lie under the receipt of this digest, waiting or released."""
    waiting = PooledFile.objects.filter(entry__receipt_digest=digest).count()
    return waiting + ReportFile.objects.filter(report__receipt_digest=digest).count()


def open_file(*, actor: User, file: ReportFile, preview: bool) -> Rebuilt:
    """Return a file of a report that `actor` may read, and note in the audit trail that it was opened.

    Args:
        actor: who opens it.
        file: one that `access.get_file_for` gave.
        preview: whether only the small picture is asked for.

    Raises:
        BrokenSealError: the key is another one or the bytes were changed.
    """
    opened = unseal_file(file.sealed, unseal_note(file.note))
    detail = {"file": file.position, "preview": preview}
    audit.record(actor=actor, act="report.file", subject=f"report:{file.report_id}", detail=detail)
    return opened


def _noted(rows: _Rows) -> list[tuple[Note, Any]]:
    """Return the notes and keys of the files in the order in which they were chosen."""
    found = [(unseal_note(note), key) for note, key in rows.values_list("note", "pk")]
    return sorted(found, key=lambda pair: (pair[0].late, pair[0].turn))


def _opened(rows: _Rows, *, late: bool = True) -> list[Rebuilt]:
    """Return the files, without those of later messages unless `late`."""
    return [
        unseal_file(rows.values_list("sealed", flat=True).get(pk=key), note)
        for note, key in _noted(rows)
        if late or not note.late
    ]
