"""The keys behind the receipts' digests; owns which version makes new ones and under which old ones are looked up.

Nothing is remembered between two calls but the keys themselves: several nodes share one table, and a node that went on
under a version that another has dropped would take reports in that nobody could find again.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from accounts.keys import load_key
from feedback.models import ReceiptKey

FIRST = 1


class MissingKeyError(RuntimeError):
    """The folder of the keys on this node lacks a version that is in use."""


def in_use() -> list[int]:
    """Return every version under which receipts may have been issued, the one for new receipts first."""
    with connection.cursor() as cursor:
        cursor.execute(_question(connection.vendor))
        rows = {version: stage for version, stage in cursor.fetchall() if stage != ReceiptKey.Stage.READY}
    return sorted(rows, key=lambda version: (rows[version] != ReceiptKey.Stage.ACTIVE, -version)) or [FIRST]


@cache
def _question(_vendor: str) -> str:
    # Asked by every act of a reporter: writing the question anew took longer than the answer.
    return str(ReceiptKey.objects.order_by().values_list("version", "stage").query)


def key(version: int) -> bytes:
    """Return the key of a version. The first one is made when it is first needed, every other by rotation alone.

    Raises:
        MissingKeyError: this node does not have it.
    """
    if version != FIRST and not path(version).exists():
        raise MissingKeyError(f"{path(version).name} is missing in QZ_KEYS; copy it from the other nodes")
    return _loaded(str(settings.KEYS_DIR), version)


def path(version: int) -> Path:
    """Return the file of a version's key."""
    return Path(settings.KEYS_DIR) / f"receipt-{version}.key"


@cache
def _loaded(folder: str, version: int) -> bytes:
    return bytes.fromhex(load_key(Path(folder), f"receipt-{version}"))
