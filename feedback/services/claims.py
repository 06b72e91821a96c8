"""Uses a code once; owns the claim and its mark, and never writes a row that has both a code and what it was used for.

A claim is an entry of the pool by itself: a random name, the code's mark, and a seal with nothing in it. It keeps the
code from being used again until the release turns it into a spent mark, in the batch's shuffle. The printed code's own
row is never touched, so nothing about it tells whether, or when, it was used.
"""

import secrets
from datetime import date
from enum import Enum

from django.db.models import QuerySet

from accounts.models import Unit
from feedback import anonymity, codes, sealing
from feedback.models import Code, PooledEntry, SpentMark
from feedback.services.pool import put


class Refusal(Enum):
    """Why a code does not hold."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    CONTRADICTS = "contradicts"
    IN_TEXT = "in_text"


class CodeRefusedError(ValueError):
    """The code does not hold, for the reason in `refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        """Take the reason."""
        super().__init__(refusal.value)
        self.refusal = refusal


def confirmed_by(code: str, own_unit: Unit | None) -> Unit:
    """Return as whose staff `code` confirms someone, no more precisely than they name themselves. Writes nothing.

    Args:
        code: a code in its canonical form.
        own_unit: the unit that is named; without one, the code confirms for the top unit alone.

    Raises:
        CodeRefusedError: no such code was printed, or it was for a unit elsewhere than `own_unit`.
    """
    printed = Code.objects.select_related("batch__unit").filter(digest=codes.digest(code)).first()
    if printed is None:
        raise CodeRefusedError(Refusal.UNKNOWN)
    unit: Unit = printed.batch.unit
    if own_unit is None:
        top: Unit | None = unit.ancestors().first()
        return top or unit
    if anonymity.is_within(unit, own_unit):
        return own_unit
    if anonymity.is_within(own_unit, unit):  # the sheet was printed for the larger unit
        return unit
    raise CodeRefusedError(Refusal.CONTRADICTS)


def is_unused(code: str, today: date) -> bool:
    """Return whether `code` would hold now. Writes nothing; `claim` alone decides.

    Args:
        code: a code in its canonical form.
        today: the day, on which its sheet must be good.
    """
    mark = codes.mark(code)
    used = PooledEntry.objects.filter(once=mark).exists() or SpentMark.objects.filter(mark=mark).exists()
    return _good(code, today).exists() and not used


def claim(code: str, *, today: date) -> None:
    """Put the claim of a code into the pool; only inside the transaction that stores what it is used for.

    The claim goes in before the spent marks are looked at: a release that runs at the same time either has not taken an
    earlier claim yet, and then the pool's constraint refuses this one, or has committed, and then the look finds it.

    Args:
        code: a code in its canonical form.
        today: the day, on which its sheet must be good.

    Raises:
        CodeRefusedError: the code was used, or its sheet has expired or was voided.
    """
    if not _good(code, today).exists():
        raise CodeRefusedError(Refusal.EXPIRED)
    mark = codes.mark(code)
    entry = PooledEntry(
        kind=PooledEntry.Kind.CLAIM,
        receipt_digest=secrets.token_hex(32),
        once=mark,
        sealed=sealing.seal({}),
        release_by=anonymity.release_by(today),
    )
    if not put(entry) or SpentMark.objects.filter(mark=mark).exists():
        raise CodeRefusedError(Refusal.USED)


def _good(code: str, today: date) -> QuerySet[Code]:
    return Code.objects.filter(digest=codes.digest(code), batch__voided_on=None, batch__expires_on__gte=today)


def spend(claims: list[PooledEntry]) -> None:
    """Turn released claims into spent marks, in the order in which the batch was shuffled."""
    SpentMark.objects.bulk_create([SpentMark(mark=entry.once) for entry in claims], ignore_conflicts=True)


def any_printed(text: str) -> bool:
    """Return whether `text` contains a code that was printed: it must not be stored beside what it confirms."""
    found = codes.candidates(text)
    return bool(found) and Code.objects.filter(digest__in=map(codes.digest, found)).exists()
