"""Replaces the key behind the receipts' digests; owns the stages of its versions, and that none is ever lost by it.

A new version is taken up by the release of a batch, when the pool is empty: so no batch shows which of its reports were
sent before the change and which after it.
"""

import logging
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from accounts import audit
from accounts.keys import load_key
from feedback import receipt_keys
from feedback.models import PooledEntry, ReceiptKey, Report
from feedback.receipts import of_version

_logger = logging.getLogger(__name__)


class RotationError(ValueError):
    """A version waits already, or there is nothing to do."""


def prepare_key() -> int:
    """Make the file of the next version, unless it is there, and return the version. Nothing uses it yet."""
    following = (ReceiptKey.objects.aggregate(newest=Max("version"))["newest"] or receipt_keys.FIRST) + 1
    load_key(settings.KEYS_DIR, f"receipt-{following}")
    return following


@transaction.atomic
def rotate_key() -> int:
    """Let the next release take up a new version of the key, and return that version.

    Raises:
        RotationError: one waits for the next release already.
    """
    if not ReceiptKey.objects.exists():
        ReceiptKey.objects.create(version=receipt_keys.FIRST, stage=ReceiptKey.Stage.ACTIVE)
    if waiting := ReceiptKey.objects.filter(stage=ReceiptKey.Stage.READY).first():
        raise RotationError(f"Version {waiting.version} waits for the next release already.")
    version = prepare_key()
    ReceiptKey.objects.create(version=version, stage=ReceiptKey.Stage.READY)
    audit.record(actor=None, act="receipts.rotate", subject=f"receipt_key:{version}")
    return version


def take_up_key() -> None:
    """Make the version that waits, if any, the one for new receipts. Only inside a release, with the pool empty."""
    waiting = ReceiptKey.objects.select_for_update().filter(stage=ReceiptKey.Stage.READY).first()
    if waiting is None:
        return
    if not receipt_keys.path(waiting.version).exists():
        _logger.warning("the new receipt key is not on this node; it is not taken up")
        return
    ReceiptKey.objects.filter(stage=ReceiptKey.Stage.ACTIVE).update(stage=ReceiptKey.Stage.OLD)
    ReceiptKey.objects.filter(pk=waiting.pk).update(stage=ReceiptKey.Stage.ACTIVE)


@transaction.atomic
def retire_keys() -> tuple[list[int], list[int]]:
    """Drop every old version that no row needs, its file on this node included.

    Returns:
        The versions dropped, and the old ones that are still needed.
    """
    old = ReceiptKey.objects.select_for_update().filter(stage=ReceiptKey.Stage.OLD)
    versions = sorted(old.values_list("version", flat=True))
    dropped = [version for version in versions if not _needed(version)]
    ReceiptKey.objects.filter(version__in=dropped).delete()
    for version in dropped:
        audit.record(actor=None, act="receipts.retire", subject=f"receipt_key:{version}")
        transaction.on_commit(partial(receipt_keys.path(version).unlink, missing_ok=True))
    return dropped, [version for version in versions if version not in dropped]


def _needed(version: int) -> bool:
    condition = Q(receipt_digest__regex=of_version(version))
    return any(model.objects.filter(condition).exists() for model in (Report, PooledEntry))
