"""Publication and archive of a version of the criteria; what is published here never changes again."""

from contextlib import suppress
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from jobs.rendering import RenderingFailed, RenderingUnavailable
from search.services import mark
from tolerance.access import may_publish_criteria
from tolerance.criteria_document import fingerprint, render_criteria
from tolerance.models import CriteriaSet, Criterion
from tolerance.services.steps import require, today_or
from tolerance.workflow import OvertakenError

# Without one of either nothing could ever be tolerated, or everything would be.
_NEEDED = frozenset({Criterion.Kind.SITUATION.value, Criterion.Kind.REQUIRED.value})


def publish_draft(
    *, actor: User, draft: CriteriaSet, effective_on: date, seen: str, on: date | None = None
) -> CriteriaSet:
    """Publish a draft, to be in force from a day on, and return it.

    Args:
        actor: who publishes; somebody else than whoever changed the draft last.
        draft: the draft.
        effective_on: the first day on which cases are filed under it, today or later.
        seen: the fingerprint of what the actor has read.
        on: the day; today by default.

    Raises:
        PermissionDenied: the actor may not publish criteria.
        RefusedError: something of it is not right; the message says what.
        OvertakenError: somebody has published or discarded it just now.
    """
    if not may_publish_criteria(actor):
        raise PermissionDenied
    day = today_or(on)
    require(effective_on >= day, _("Criteria never take effect in the past."))
    require(draft.drafted_by_id != actor.pk, _("Whoever changed the draft last does not publish it: ask a colleague."))
    kinds = set(draft.criteria.values_list("kind", flat=True))
    require(kinds >= _NEEDED, _("It needs at least one situation and one required condition."))
    # Before anything is locked: it takes a second or two.
    require(_prints(draft), _("It holds a character that cannot be printed. Please replace it."))
    return _publish(actor, draft, effective_on, seen, day)


def _prints(draft: CriteriaSet) -> bool:
    with suppress(RenderingUnavailable):
        try:
            render_criteria(draft)
        except RenderingFailed:
            return False
    return True


@transaction.atomic
def _publish(actor: User, draft: CriteriaSet, effective_on: date, seen: str, day: date) -> CriteriaSet:
    locked = CriteriaSet.objects.select_for_update().drafts().filter(pk=draft.pk).first()
    if locked is None:
        raise OvertakenError
    require(fingerprint(locked) == seen, _("The draft was changed while you read it. Please read it again."))
    taken = CriteriaSet.objects.filter(state=CriteriaSet.State.PUBLISHED, effective_on=effective_on)
    require(not taken.exists(), _("Another version takes effect on that day."))
    values = {"effective_on": effective_on, "published_on": day, "state": CriteriaSet.State.PUBLISHED}
    if not CriteriaSet.objects.drafts().filter(pk=draft.pk).update(**values):
        raise OvertakenError
    audit.record(
        actor=actor, act="criteria.published", subject=f"criteria:{locked.version}",
        detail={"effective_on": effective_on.isoformat(), "sha256": seen},
    )  # fmt: skip
    for code in locked.criteria.values_list("code", flat=True):
        mark("criterion", f"{locked.version}/{code}")
    locked.refresh_from_db()
    return locked


@transaction.atomic
def archive_set(*, actor: User, criteria: CriteriaSet, on: date | None = None) -> None:
    """Archive a published version: no case is filed under it any more, those that were stay under it.

    Raises:
        PermissionDenied: the actor may not publish criteria.
        RefusedError: it is in force, so that no case could be filed.
        OvertakenError: it is archived already, or was never published.
    """
    if not may_publish_criteria(actor):
        raise PermissionDenied
    # The versions are held together: two that are archived at once must not both take the other for the one in force.
    published = {one.pk: one for one in CriteriaSet.objects.select_for_update().filter(state="published")}
    require(
        CriteriaSet.objects.in_force(today_or(on)) != criteria,
        _("This version is in force. It can be archived once another one has taken its place."),
    )
    if criteria.pk not in published:
        raise OvertakenError
    CriteriaSet.objects.filter(pk=criteria.pk).update(state=CriteriaSet.State.ARCHIVED)
    audit.record(actor=actor, act="criteria.archived", subject=f"criteria:{criteria.version}")
