"""Takes a colleague's "me too" in; owns its sealed row, and never moves a problem."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import Unit
from feedback import anonymity, sealing
from feedback.models import PooledEntry, Problem
from feedback.services.claims import claim, confirmed_by
from feedback.services.pool import put
from feedback.services.release import release_all


class NotOpenError(LookupError):
    """The problem is not on the public board, or is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What a colleague says: the load in bands, and the own unit as precisely as wanted."""

    own_unit: Unit | None = None
    per_month: str = ""
    hours: str = ""


def add_me_too(*, problem: UUID, voice: Voice, code: str, form: str, today: date) -> None:
    """Seal a voice for a published problem into the pool. The same form sent twice is stored once.

    Args:
        problem: which problem.
        voice: what is said, already validated.
        code: a tear-off code in its canonical form; it is used up, here and for all else.
        form: what makes the form that was sent unlike any other: the secret in its token.
        today: the day, from which the latest day of release follows.

    Raises:
        NotOpenError: nothing can be added to this problem.
        CodeRefusedError: the code does not hold.
    """
    if not Problem.objects.published().joinable().filter(pk=problem).exists():
        raise NotOpenError
    unit = confirmed_by(code, voice.own_unit)
    content = {"problem": str(problem), "unit": unit.pk, "per_month": voice.per_month, "hours": voice.hours}
    entry = PooledEntry(
        kind=PooledEntry.Kind.ME_TOO,
        receipt_digest=secrets.token_hex(32),
        once=hmac.new(form.encode(), b"me_too", hashlib.sha256).hexdigest(),
        sealed=sealing.seal(content),
        release_by=anonymity.release_by(today),
    )
    with transaction.atomic():
        if put(entry):
            claim(code, today=today)
    if anonymity.releases_at_once():
        release_all(today=today)
