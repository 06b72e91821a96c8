"""What happens to an edition after it is built: release by a person or by the clock, and the reader's 已阅."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.permissions import check, may
from digests.delivering import order_deliveries
from digests.marking import mark_edition
from digests.models import Acknowledgement, Edition, Rendering


@transaction.atomic
def release_edition(*, actor: User | None, edition: Edition, on: date | None = None) -> bool:
    """Show an edition to all who may read it, and return whether it was this call that did.

    Args:
        actor: who releases it; None for the clock.
        edition: the edition; earlier revisions of its quarter stay where they are.
        on: the day of release; today where not given.

    Raises:
        PermissionDenied: the actor may not release digests of this unit.
    """
    if actor:
        check(actor, "digest.release", edition.unit_id)
    waiting = Edition.objects.filter(pk=edition.pk, released_on__isnull=True)
    if not waiting.update(released_on=on or timezone.localdate(), released_by=actor):
        return False
    edition.refresh_from_db(fields=["released_on", "released_by"])
    audit.record(actor=actor, act="digest.release", subject=f"edition:{edition.pk}")
    order_deliveries(edition)
    for one in Edition.objects.filter(unit=edition.unit_id, period=edition.period):
        mark_edition(one)
    return True


def release_overdue(*, today: date | None = None) -> int:
    """Release every edition that nobody released within the days of the settings, and return how many.

    A revision that a later one replaced before its release is left as it is, and so is one that was built before its
    quarter could be told: it is provisional, and a person must want it to be read. The same holds where somebody
    stopped its PDFs.
    """
    last = (today or timezone.localdate()) - timedelta(days=settings.DIGEST_REVIEW_DAYS)
    later = Edition.objects.filter(unit=OuterRef("unit"), period=OuterRef("period"), revision__gt=OuterRef("revision"))
    rows = Edition.objects.filter(released_on__isnull=True, built_on__lte=last, figures__period__whole=True)
    stopped = Rendering.objects.filter(edition=OuterRef("pk"), state=Rendering.State.CANCELLED)
    waiting = rows.exclude(Exists(later)).exclude(Exists(stopped))
    return sum(release_edition(actor=None, edition=edition, on=today) for edition in waiting.defer("figures"))


@transaction.atomic
def acknowledge_edition(*, actor: User, edition: Edition) -> bool:
    """Note that `actor` has read a released edition, and return whether that is new.

    Raises:
        PermissionDenied: the edition is not released, or not for this user.
    """
    if edition.released_on is None or not may(actor, "digest.read", edition.unit_id):
        raise PermissionDenied
    _row, new = Acknowledgement.objects.get_or_create(
        edition=edition, user=actor, defaults={"on": timezone.localdate()}
    )
    if new:
        audit.record(actor=actor, act="digest.acknowledge", subject=f"edition:{edition.pk}")
    return new
