"""Recording what a verifier or a member of the panel found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tolerance.bodies import body_in, body_of, seat_now
from tolerance.models import Case, Criterion, Finding
from tolerance.services.steps import note, refuse_codes, require, today_or
from tolerance.workflow import OvertakenError


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's verdict on one criterion with the reasons for it."""

    verdict: str
    reasons: str


def may_find(user: User, case: Case) -> bool:
    """Return whether it is for `user` to find on this case now."""
    return seat_now(user, case) is not None


def check_part(user: User, case: Case, *, votes: bool = False) -> None:
    """Do nothing where it is for `user` to find, or with `votes` to vote, on this case now.

    Raises:
        PermissionDenied: the user has no such seat in the case.
        OvertakenError: the user has one, and what it was for is over: somebody else moved the case.
    """
    bodies = {body_of(seat.part) for seat in case.seats.all() if seat.user_id == user.pk}
    able = {body for body in bodies if body.votes or not votes}
    if not able:
        raise PermissionDenied
    if body_in(case.state) not in able:
        raise OvertakenError


@transaction.atomic
def record_findings(*, actor: User, case: Case, verdicts: Mapping[str, Verdict], on: date | None = None) -> None:
    """Record or replace the actor's findings by code of criterion; what is not named stays.

    Raises:
        PermissionDenied, OvertakenError: as `check_part`.
        RefusedError: a code is not in the case's criteria set, a finding has no reasons, or they hold a case code.
    """
    refuse_codes(*(found.reasons for found in verdicts.values()))
    # Locked, so that the phase cannot end between the question and the writing.
    locked = Case.objects.select_for_update().get(pk=case.pk)
    check_part(actor, locked)
    criteria = {one.code: one for one in Criterion.objects.filter(criteria_set=locked.criteria_set_id)}
    for code, found in verdicts.items():
        require(code in criteria, _("There is no such criterion in this case's set."))
        require(found.reasons.strip(), _("Every finding needs its reasons."))
        require(found.verdict in Finding.Verdict.values, _("Choose one of the verdicts."))
        values = {"verdict": found.verdict, "reasons": found.reasons, "on": today_or(on)}
        Finding.objects.update_or_create(case=locked, criterion=criteria[code], author=actor, defaults=values)
    note(locked, "case.findings", actor, codes=" ".join(sorted(verdicts)))
