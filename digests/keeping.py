"""Which editions are due by themselves: one for every unit with units below it, after each quarter's end."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Max

from accounts.models import Unit
from digests.models import Edition
from digests.periods import Quarter, parse_quarter, quarter_of


def due_editions(today: date) -> Iterator[tuple[int, Quarter]]:
    """Yield unit id and quarter of every edition that should be there by `today` and is not.

    A unit that has editions gets every quarter since its last one, so that quarters during which nothing ran are made
    up for; one that has none yet starts with the last quarter that is over. What was built before its quarter ended
    does not count.
    """
    last_over = quarter_of(today).previous
    uppers = Unit.objects.filter(pk__in=Unit.objects.filter(parent__isnull=False).values("parent")).order_by("pk")
    latest = dict(Edition.objects.filter(built_on__gt=F("end")).values_list("unit").annotate(Max("period")))
    for unit in uppers.values_list("pk", flat=True):
        quarter = parse_quarter(latest[unit]).next if unit in latest else last_over
        while quarter <= last_over:
            yield unit, quarter
            quarter = quarter.next
