"""Foreword and comments of an edition: who writes them, until when, and that its PDFs say them; never a figure."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from accounts import audit
from accounts.models import User
from accounts.permissions import check
from digests.models import Edition, Remark, Rendering
from feedback.workflow import StateConflict


@transaction.atomic
def write_remarks(*, actor: User, edition: Edition, words: Mapping[str, str]) -> bool:
    """Replace the remarks of an edition that is not released yet, and return whether that changed any.

    Its PDFs are to be made anew then; whoever calls orders that, after this is committed.

    Args:
        actor: who writes; each remark that changes bears their name.
        edition: the edition.
        words: Markdown by chapter; chapters with no words have no remark.

    Raises:
        PermissionDenied: the actor may not build digests of this unit.
        StateConflict: the edition is released, and what was released stays as it was read.
    """
    check(actor, "digest.build", edition.unit_id)
    wanted = {chapter: text.strip() for chapter, text in words.items() if text.strip()}
    before = {remark.chapter: remark.words for remark in edition.remarks.all()}
    if wanted == before:
        return False
    if not Edition.objects.filter(pk=edition.pk, released_on__isnull=True).update(wording=F("wording") + 1):
        raise StateConflict
    edition.remarks.exclude(chapter__in=[key for key, text in wanted.items() if before.get(key) == text]).delete()
    for chapter, text in wanted.items():
        if before.get(chapter) != text:
            Remark.objects.create(edition=edition, chapter=chapter, words=text, author=actor)
    edition.renderings.update(state=Rendering.State.QUEUED, pdf=None, sha256="", fault="")
    edition.refresh_from_db(fields=["wording"])
    audit.record(actor=actor, act="digest.remark", subject=f"edition:{edition.pk}", detail={"chapters": sorted(wanted)})
    return True


def take_over(*, edition: Edition, earlier: Edition) -> None:
    """Let a revision begin with the remarks of the one before it; they may be changed until its release."""
    rows = earlier.remarks.all()
    Remark.objects.bulk_create(
        Remark(edition=edition, chapter=row.chapter, words=row.words, author=row.author) for row in rows
    )
