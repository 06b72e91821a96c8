"""The tasks around editions; own their place in the queue, never what is built or how a PDF is made."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import Unit, User
from accounts.permissions import check
from digests.cancelling import revive
from digests.delivering import deliver_due
from digests.document import OFFICIAL
from digests.keeping import due_editions
from digests.models import Edition, Order, Rendering
from digests.ordering import carry_out, open_order
from digests.periods import Period
from digests.releasing import release_edition, release_overdue
from digests.remarks import write_remarks
from digests.services import render_edition, want_renderings


@task()
def render_pdf(edition_id: int, language: str, layout: str = OFFICIAL) -> str:
    """Make one PDF, and return the state it then has; doing it again changes nothing."""
    edition = Edition.objects.select_related("unit").get(pk=edition_id)
    return str(render_edition(edition=edition, language=language, layout=layout).state)


@task()
def build_one(order_id: int) -> int | None:
    """Build one edition that was ordered, leave its PDFs to further tasks, and return its id; again changes nothing.

    None where the order was stopped.
    """
    edition = carry_out(order_id)
    if edition is None:
        return None
    _order_renderings(edition)
    return int(edition.pk)


@task()
def keep_up() -> dict[str, int]:
    """Order every edition that is due and release those that waited long enough; return how many of each."""
    due = list(due_editions(timezone.localdate()))
    for unit_id, period in due:
        order_edition(actor=None, unit=Unit.objects.get(pk=unit_id), period=period)
    return {"ordered": len(due), "released": release_overdue()}


@task()
def deliver() -> int:
    """Send the letters that are due, and return how many the mail server took."""
    return deliver_due()


@transaction.atomic
def order_edition(*, actor: User | None, unit: Unit, period: Period) -> Order:
    """Leave the building of an edition and of its PDFs to the worker; PDFs that failed before are tried again.

    Asking again for what is open already makes up for a task that was lost.

    Raises:
        PermissionDenied: the actor may not build digests for this unit.
        UnknownPeriodError: the period has not begun.
    """
    order = open_order(actor=actor, unit=unit, period=period)
    build_one.enqueue(order.pk)
    return order


def order_remarks(*, actor: User, edition: Edition, words: Mapping[str, str]) -> None:
    """Change the remarks of an edition and leave its PDFs, which do not say them yet, to the worker.

    Raises:
        PermissionDenied: the actor may not build digests of this unit.
        StateConflict: the edition is released.
    """
    if write_remarks(actor=actor, edition=edition, words=words):
        _order_renderings(edition)


def order_pdfs(*, actor: User, edition: Edition) -> None:
    """Have the PDFs made that failed or were stopped; the figures stay as they are.

    Raises:
        PermissionDenied: the actor may not build digests of this unit.
    """
    check(actor, "digest.build", edition.unit_id)
    revive(edition)
    _order_renderings(edition)


def order_release(*, actor: User, edition: Edition) -> bool:
    """Release an edition, have the PDFs made that it lacks, and return whether it was this call that released it.

    Raises:
        PermissionDenied: the actor may not release digests of this unit.
    """
    released = release_edition(actor=actor, edition=edition)
    if released:
        revive(edition)
        _order_renderings(edition)
    return released


def _order_renderings(edition: Edition) -> None:
    want_renderings(edition)
    for rendering in edition.renderings.exclude(state__in=(Rendering.State.READY, Rendering.State.CANCELLED)):
        render_pdf.enqueue(edition.pk, rendering.language, rendering.layout)
