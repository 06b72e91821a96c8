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
from feedback.floods.buckets import Passage, ProofNeededError, take
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


def add_me_too(  # noqa: PLR0913  # what is said, and what shows that it may be
    *, problem: UUID, voice: Voice, form: str, today: date, code: str = "", passage: Passage = Passage.PLAIN
) -> None:
    """Seal a voice for a published problem into the pool. The same form sent twice is stored once.

    Args:
        problem: which problem.
        voice: what is said, already validated.
        form: what makes the form that was sent unlike any other: the secret in its token.
        today: the day, from which the latest day of release follows.
        code: a tear-off code in its canonical form; it is used up, here and for all else.
        passage: what the sender showed; without a code nothing less than a proof is enough.

    Raises:
        NotOpenError: nothing can be added to this problem.
        CodeRefusedError: the code does not hold.
        FloodError: there is neither a code nor a proof, or too much comes in.
    """
    found = Problem.objects.published().joinable().filter(pk=problem).first()
    if found is None:
        raise NotOpenError
    if not code and passage is not Passage.PROVEN:
        raise ProofNeededError
    entry = _entry(problem, voice, code, form, today)
    with transaction.atomic():
        if put(entry):
            if code:
                claim(code, today=today)
            take(found.unit_id, Passage.EXEMPT if code else passage)
    if anonymity.releases_at_once():
        release_all(today=today)


def _entry(problem: UUID, voice: Voice, code: str, form: str, today: date) -> PooledEntry:
    unit = confirmed_by(code, voice.own_unit) if code else voice.own_unit
    content = {
        "problem": str(problem), "unit": unit.pk if unit else None, "confirmed": bool(code),
        "per_month": voice.per_month, "hours": voice.hours,
    }  # fmt: skip
    return PooledEntry(
        kind=PooledEntry.Kind.ME_TOO,
        receipt_digest=secrets.token_hex(32),
        once=hmac.new(form.encode(), b"me_too", hashlib.sha256).hexdigest(),
        sealed=sealing.seal(content),
        release_by=anonymity.release_by(today),
    )
