"""Stopping the making of an edition's PDFs, and ordering them anew; owns what a stop leaves behind: frozen figures.

A stopped PDF is taken up by no worker, and what one is just making is thrown away when it is done: it claims and
keeps by conditional updates (`services.render_edition`). After the release nothing is stopped, for letters wait for it.
"""

from django.db import transaction

from accounts import audit
from accounts.models import User
from accounts.permissions import check
from digests.models import Edition, Rendering
from feedback.workflow import StateConflict

BUSY = (Rendering.State.QUEUED, Rendering.State.RENDERING)
STOPPED = (Rendering.State.FAILED, Rendering.State.CANCELLED)


@transaction.atomic
def cancel_renderings(*, actor: User, edition: Edition) -> int:
    """Stop the PDFs of `edition` that are waiting or being made, and return how many.

    Raises:
        PermissionDenied: the actor may not build digests of this unit.
        StateConflict: the edition is released.
    """
    check(actor, "digest.build", edition.unit_id)
    if not Edition.objects.select_for_update().filter(pk=edition.pk, released_on__isnull=True).exists():
        raise StateConflict
    stopped: int = edition.renderings.filter(state__in=BUSY).update(state=Rendering.State.CANCELLED, fault="")
    if stopped:
        audit.record(actor=actor, act="digest.cancel", subject=f"edition:{edition.pk}", detail={"pdfs": stopped})
    return stopped


def revive(edition: Edition) -> None:
    """Let the PDFs of `edition` that failed or were stopped wait for a worker again."""
    edition.renderings.filter(state__in=STOPPED).update(state=Rendering.State.QUEUED)
