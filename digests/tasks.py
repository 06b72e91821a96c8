"""The task that makes PDFs in the worker; owns its place in the queue, never how a PDF is made."""

from django_tasks import task

from accounts.models import Unit, User
from digests.models import Edition, Rendering
from digests.periods import Quarter
from digests.services import build_edition, render_edition


@task()
def render_pdf(edition_id: int, language: str) -> str:
    """Make one PDF, and return the state it then has; doing it again changes nothing."""
    edition = Edition.objects.select_related("unit").get(pk=edition_id)
    return str(render_edition(edition=edition, language=language).state)


def order_edition(*, actor: User, unit: Unit, quarter: Quarter) -> Edition:
    """Build an edition and leave its PDFs to the worker; those that failed before are tried again.

    No transaction around both: the figures take their own look at the database. Asking again makes up for a task that
    was never enqueued.

    Raises:
        PermissionDenied: the actor may not build digests for this unit.
        UnknownPeriodError: the quarter has not begun.
    """
    edition = build_edition(actor=actor, unit=unit, quarter=quarter)
    for rendering in edition.renderings.exclude(state=Rendering.State.READY):
        edition.renderings.filter(pk=rendering.pk, state=Rendering.State.FAILED).update(state=Rendering.State.QUEUED)
        render_pdf.enqueue(edition.pk, rendering.language)
    return edition
