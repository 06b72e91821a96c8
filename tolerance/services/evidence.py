"""Writes and opens evidence files; owns their rows, how many a case has, and the day on which they go."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from jobs.rebuilding import Rebuilt
from tolerance.evidence import MOST_FILES, clean_name, may_add, may_remove, opened, sealed_of
from tolerance.models import Case, EvidenceFile
from tolerance.services.steps import refuse_codes, require, today_or

# Ends after which nobody comes back to a case; a final one is closed, published or cleared first.
_ENDED = (
    Case.State.CLOSED, Case.State.PUBLISHED, Case.State.CLARIFIED, Case.State.WITHDRAWN, Case.State.NOT_ACCEPTED,
    Case.State.TRANSFERRED,
)  # fmt: skip

Named = tuple[str, Rebuilt]


@transaction.atomic
def add_evidence(*, actor: User, case: Case, files: Sequence[Named], on: date | None = None) -> None:
    """Put rebuilt files on a case.

    Args:
        actor: who adds them.
        case: the case.
        files: each with the name it came under.
        on: the day; today by default.

    Raises:
        PermissionDenied: it is not for the actor to add any now.
        RefusedError: the case would have too many.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not may_add(actor, locked):
        raise PermissionDenied
    put_evidence(locked, files, added_by=actor, on=today_or(on))
    audit.record(actor=actor, act="case.evidence", subject=f"case:{case.pk}", detail={"files": len(files)})


def put_evidence(case: Case, files: Sequence[Named], *, added_by: User | None, on: date) -> None:
    """Write the rows of files; only inside a transaction that holds the case.

    Raises:
        RefusedError: the case would have too many, or a name holds a code.
    """
    refuse_codes(*(name for name, _file in files))
    there = case.evidence.filter(erased_on=None).count()
    require(there + len(files) <= MOST_FILES, _("A case takes at most {number} files.").format(number=MOST_FILES))
    last = case.evidence.aggregate(last=Max("position"))["last"] or 0
    for position, (name, file) in enumerate(files, start=last + 1):
        EvidenceFile.objects.create(
            case=case, position=position, name=clean_name(name, file.kind), kind=file.kind, size=len(file.data),
            preview_size=len(file.preview), sealed=sealed_of(file), added_by=added_by, added_on=on,
        )  # fmt: skip


@transaction.atomic
def remove_evidence(*, actor: User, file: EvidenceFile) -> None:
    """Take a file back before it has been worked with.

    Raises:
        PermissionDenied: somebody else added it, or the case is no longer in the actor's hands.
    """
    if not may_remove(actor, file):
        raise PermissionDenied
    file.delete()
    subject = f"case:{file.case_id}"
    audit.record(actor=actor, act="case.evidence_removed", subject=subject, detail={"file": file.position})


def open_evidence(*, actor: User, file: EvidenceFile, preview: bool) -> Rebuilt:
    """Return a file that `actor` may read; that it was opened goes on record, but for the applicant's own.

    Args:
        actor: who opens it.
        file: one that `access.get_evidence_for` gave.
        preview: whether only the small picture is asked for.

    Raises:
        jobs.sealing.BrokenSealError: the key is another one or the bytes were changed.
    """
    found = opened(file)
    if file.case.applicant_id != actor.pk:
        detail = {"file": file.position, "preview": preview}
        audit.record(actor=actor, act="case.file", subject=f"case:{file.case_id}", detail=detail)
    return found


@transaction.atomic
def erase_due_evidence(*, on: date | None = None) -> int:
    """Erase the files of cases that ended long enough ago, leaving their names, and return how many there were."""
    day = today_or(on)
    ended = Case.objects.filter(state__in=_ENDED, state_on__lt=day - timedelta(days=settings.EVIDENCE_DAYS))
    due = EvidenceFile.objects.filter(case__in=ended, erased_on=None)
    return due.update(sealed=b"", erased_on=day)
