"""Which editions are due by themselves: one for every unit with units below it, when a quarter can be told."""

from collections.abc import Iterator
from datetime import date

from accounts.models import Unit
from digests.models import Edition
from digests.periods import Quarter, parse_quarter, quarter_of
from feedback.telling import told_from


def last_told_by(today: date) -> Quarter:
    """Return the latest quarter that can be told on `today`."""
    quarter = quarter_of(today).previous
    return quarter if told_from(quarter.start) <= today else quarter.previous


def due_editions(today: date) -> Iterator[tuple[int, Quarter]]:
    """Yield unit id and quarter of every edition that should be there by `today` and is not.

    A unit that has editions gets every quarter since its last one, so that quarters during which nothing ran are made
    up for; one that has none yet starts with the last quarter that can be told. What was built before that does not
    count: it has no figures of reports.
    """
    last = last_told_by(today)
    uppers = Unit.objects.filter(pk__in=Unit.objects.filter(parent__isnull=False).values("parent")).order_by("pk")
    latest: dict[int, Quarter] = {}
    for unit, period, built_on in Edition.objects.values_list("unit", "period", "built_on"):
        quarter = parse_quarter(period)
        if built_on >= told_from(quarter.start):
            latest[unit] = max(quarter, latest.get(unit, quarter))
    for unit in uppers.values_list("pk", flat=True):
        quarter = latest[unit].next if unit in latest else last
        while quarter <= last:
            yield unit, quarter
            quarter = quarter.next
