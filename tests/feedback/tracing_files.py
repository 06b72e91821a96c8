"""Follows the bytes of files through a database, inside the product; owns the look at a folder at each of its steps."""

import os
import time
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import connection
from PIL import Image

from accounts.models import Unit
from feedback import receipts
from feedback.effacing import efface_words
from feedback.intake import Content
from feedback.models import PooledFile, Report, ReportFile
from feedback.services import add_message, submit_report
from feedback.services.release import release_all
from feedback.services.retention import erase_due
from feedback.services.withdraw import withdraw_report

DAY = date(2026, 3, 2)
WORDS = "zqxvplugh"
_PIECE, _STEP = 24, 20_011
_TRIES = 10


def noise(side: int) -> bytes:
    """Return a picture that no format makes small."""
    new = BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(new, "PNG")
    return new.getvalue()


def pieces(rows: Any) -> list[bytes]:
    """Return pieces out of the sealed bytes of files, from front to back."""
    found = [bytes(sealed) for sealed in rows.values_list("sealed", flat=True)]
    return [data[at : at + _PIECE] for data in found for at in range(40, len(data), _STEP)]


def _seen(folders: Sequence[Path], wanted: list[bytes]) -> list[float]:
    """Return for each folder which share of the pieces its files hold; a page's end cuts a few of them in two."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    shares = []
    for folder in folders:
        held = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        shares.append(round(sum(any(piece in data for data in held) for piece in wanted) / len(wanted), 3))
    return shares


def _left(folders: Sequence[Path], wanted: list[bytes]) -> list[float]:
    """Return the same after an erasure, once nobody else reads: a vacuum keeps what a transaction may still see."""
    shares = _seen(folders, wanted)
    for _ in range(_TRIES):
        if not any(shares):
            break
        time.sleep(1)
        efface_words()
        shares = _seen(folders, wanted)
    return shares


def follow(*folders: Path) -> list[dict[str, float]]:
    """Send, release, withdraw and erase; return for each folder which share of the bytes lies there at each step."""
    unit = Unit.objects.create(name="county", receives_reports=True)
    sent = [receipts.new() for _ in range(2)]
    for number, receipt in enumerate(sent):
        content = Content(category="B03", words=f"{WORDS} {number}", receiving_unit=unit.pk)
        submit_report(receipt=receipt, content=content, today=DAY, files=[noise(500)])
        add_message(receipt=receipt, text=f"{WORDS} again", today=DAY, files=[noise(300)])
    waiting = pieces(PooledFile.objects)
    seen = {"waiting": _seen(folders, waiting)}
    release_all(today=DAY)
    first, second = (
        pieces(ReportFile.objects.filter(report__receipt_digest__in=receipts.digests(each))) for each in sent
    )
    seen["waiting, after the release"] = _seen(folders, waiting)
    seen["released"] = _seen(folders, first + second)
    withdraw_report(receipt=sent[0])
    erase_due(today=DAY)
    seen |= {"withdrawn": _left(folders, first), "beside it": _seen(folders, second)}
    Report.objects.filter(withdrawn=False).update(state="declined", decline_reason=WORDS, state_on=date(2025, 3, 2))
    erase_due(today=DAY)
    seen |= {"erased": _left(folders, second), "words": _left(folders, [WORDS.encode()])}
    return [{step: shares[number] for step, shares in seen.items()} for number in range(len(folders))]
