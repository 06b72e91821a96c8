"""Prints codes for tests as an order would, and tells them."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from accounts.models import Unit
from feedback.models import CodeBatch
from feedback.services.codes import order_codes
from tests.conftest import Cast

DAY = date(2026, 3, 2)


def printed(cast: Cast, unit: Unit, *, sheets: int = 1, today: date = DAY) -> list[str]:
    """Return the codes of an order, as whoever holds the sheets reads them."""
    seen: list[str] = []

    def draw(_batch: CodeBatch, codes: Sequence[str]) -> bytes:
        seen.extend(codes)
        return b""

    order_codes(actor=cast.issuer, unit=unit, sheets=sheets, draw=draw, today=today)
    return seen


def printed_today(cast: Cast, unit: Unit) -> list[str]:
    """Return the codes of an order of today, for pages that go by the clock."""
    return printed(cast, unit, today=timezone.localdate())
