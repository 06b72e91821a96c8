"""Which editions are due by themselves: of every unit with units below it, when the figures of a period are final."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from accounts.models import Unit
from digests.disclosure import final_from
from digests.models import Edition
from digests.periods import Period, period_of
from digests.written import parse_period

# The longer ones repeat what the quarters' editions said, and so come after them.
_ORDER = ("month", "quarter", "year")


def last_final_by(kind: str, today: date) -> Period:
    """Return the latest month, quarter or year (by `kind`) whose figures are final on `today`."""
    period = period_of(kind, today).previous
    return period if final_from(period) <= today else period.previous


def due_editions(today: date) -> Iterator[tuple[int, Period]]:
    """Yield unit id and period of every edition that should be there by `today` and is not.

    Which kinds of periods build themselves is in the settings. A unit that has editions of a kind gets every period
    since its last one, so that periods during which nothing ran are made up for; one that has none yet starts with the
    last period that is final. What was built before that does not count: its figures are not. A year waits until no
    quarter of the unit is due any more.
    """
    latest = _latest()
    uppers = Unit.objects.filter(pk__in=Unit.objects.filter(parent__isnull=False).values("parent")).order_by("pk")
    for unit in uppers.values_list("pk", flat=True):
        quarters = False
        for kind in _ORDER:
            if kind not in settings.DIGEST_KINDS or (kind == "year" and quarters):
                continue
            for period in _since(latest.get((unit, kind)), last_final_by(kind, today)):
                quarters = quarters or kind == "quarter"
                yield unit, period


def _latest() -> dict[tuple[int, str], Period]:
    found: dict[tuple[int, str], Period] = {}
    rows = Edition.objects.exclude(kind=Edition.Kind.SPAN).order_by("end")
    for unit, kind, text, built_on in rows.values_list("unit", "kind", "period", "built_on"):
        period = parse_period(text)
        if built_on >= final_from(period):
            found[unit, kind] = period
    return found


def _since(last: Period | None, until: Period) -> Iterator[Period]:
    period = last.next if last else until
    while period.start <= until.start:
        yield period
        period = period.next
