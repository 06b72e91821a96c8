"""Recording what a verifier or a member of the panel found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.bodies import seat_now
from tolerance.models import Case, Criterion, Finding
from tolerance.services.steps import note, require, today_or


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's verdict on one criterion with the reasons for it."""

    verdict: str
    reasons: str


def may_find(user: User, case: Case) -> bool:
    """Return whether it is for `user` to find on this case now."""
    return seat_now(user, case) is not None


@transaction.atomic
def record_findings(*, actor: User, case: Case, verdicts: Mapping[str, Verdict], on: date | None = None) -> None:
    """Record or replace the actor's findings by code of criterion; what is not named stays.

    Raises:
        PermissionDenied: the actor has no part in the case's present phase.
        RefusedError: a code is not in the case's criteria set, or a finding has no reasons.
    """
    # Locked, so that the phase cannot end between the question and the writing.
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if not may_find(actor, locked):
        raise PermissionDenied
    criteria = {one.code: one for one in Criterion.objects.filter(criteria_set=locked.criteria_set_id)}
    for code, found in verdicts.items():
        require(code in criteria, _("There is no such criterion in this case's set."))
        require(found.reasons.strip(), _("Every finding needs its reasons."))
        require(found.verdict in Finding.Verdict.values, _("Choose one of the verdicts."))
        values = {"verdict": found.verdict, "reasons": found.reasons, "on": today_or(on)}
        Finding.objects.update_or_create(case=locked, criterion=criteria[code], author=actor, defaults=values)
    note(locked, "case.findings", actor, codes=" ".join(sorted(verdicts)))
