"""Numbers that run through a year without gaps: cases and letters; owns the counter's lock."""

from tolerance.models import Counter


def next_number(series: str, year: int) -> int:
    """Return the next number of a series in a year; to be called inside a transaction, which holds the series."""
    Counter.objects.get_or_create(series=series, year=year)
    counter = Counter.objects.select_for_update().get(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
