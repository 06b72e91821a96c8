"""What remedies are expected to save; owns the sums, and says nothing where nobody said a number."""

from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from feedback.models import Remedy

Span = tuple[int, int]


def saved(remedies: Iterable[Remedy]) -> Span | None:
    """Return the staff-hours a month that the remedies at hand are expected to save, None where none says any."""
    spans = [row.saves for row in remedies if row.saves]
    return (sum(low for low, _high in spans), sum(high for _low, high in spans)) if spans else None


def saved_by(rows: QuerySet[Remedy]) -> Span | None:
    """Return the same of remedies that the database holds, in one question."""
    found = rows.order_by().aggregate(low=Sum("saves_low"), high=Sum("saves_high"))
    return (found["low"], found["high"]) if found["high"] else None
