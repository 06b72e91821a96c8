"""The tamper-evident trail of what staff did; owns the hash chain, and never holds anything of a reporter.

Every entry carries the SHA-256 over its own content and the digest before it, so that a change or a gap shows.
"""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEntry, User

GENESIS = "0" * 64


def _digest(entry: AuditEntry) -> str:
    at = entry.at.astimezone(timezone.get_default_timezone()).isoformat()
    content = [entry.number, at, entry.actor, entry.act, entry.subject, entry.detail, entry.previous]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def record(*, actor: User | None, act: str, subject: str, detail: dict[str, Any] | None = None) -> AuditEntry:
    """Append one entry and return it.

    Args:
        actor: who acted; None for the system itself. There is no entry for a reporter's act.
        act: what was done, `room.act`.
        subject: to what, `kind:id`.
        detail: further plain facts, never a reporter's words.
    """
    # Whoever appends holds the first entry, so that the last one is read after every other append is committed.
    AuditEntry.objects.select_for_update().order_by("number").first()
    last = AuditEntry.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.digest) if last else (1, GENESIS)
    # What is hashed must be what a JSON column gives back.
    facts = json.loads(json.dumps(detail or {}))
    name = actor.username if actor else "system"
    entry = AuditEntry(
        number=number, at=timezone.now(), actor=name, act=act, subject=subject, detail=facts, previous=previous
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    return entry


def head() -> str:
    """Return the digest of the last entry, or 64 zeros where there is none."""
    last = AuditEntry.objects.order_by("-number").first()
    return last.digest if last else GENESIS


def place_of(digest: str) -> int | None:
    """Return the number of the entry with that digest, such as one that was printed, or None where there is none."""
    return AuditEntry.objects.filter(digest=digest.strip().lower()).values_list("number", flat=True).first()


def first_broken() -> int | None:
    """Return the number of the first entry that does not follow from the one before, or None if the chain is whole."""
    previous, expected = GENESIS, 1
    for entry in AuditEntry.objects.order_by("number").iterator():
        if entry.number != expected or entry.previous != previous or entry.digest != _digest(entry):
            return expected
        previous, expected = entry.digest, expected + 1
    return None
