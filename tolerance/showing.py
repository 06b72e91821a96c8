"""Criteria as pages show them: by kind, with signs and words for what changed; owns no rule."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tolerance.comparing import Fate, Row
from tolerance.models import CriteriaSet, Criterion

# Each fate in words with the class of its badge.
FATES: dict[Fate, tuple[Promise, str]] = {
    Fate.ADDED: (_("Added"), "good"),
    Fate.REMOVED: (_("Removed"), "bad"),
    Fate.CHANGED: (_("Changed"), "warn"),
    Fate.MOVED: (_("Moved"), "active"),
    Fate.KEPT: (_("Unchanged"), ""),
}


def grouped(criteria: CriteriaSet | None) -> list[tuple[str, str, list[Criterion]]]:
    """Return the criteria of a set by kind, each kind with its value and name."""
    rows = list(criteria.criteria.all()) if criteria else []
    return [(kind, str(label), [one for one in rows if one.kind == kind]) for kind, label in Criterion.Kind.choices]


def compared(rows: Iterable[Row]) -> dict[str, Any]:
    """Return what a page of a comparison shows: what changed by kind, how much of it, and how much did not."""
    rows = list(rows)
    counts = Counter(row.fate for row in rows)
    changed = [row for row in rows if row.fate is not Fate.KEPT]
    return {
        "kinds": [
            (label, [(row, *FATES[row.fate]) for row in changed if row.line.kind == kind])
            for kind, label in Criterion.Kind.choices
        ],
        "counts": [(label, tone, counts[fate]) for fate, (label, tone) in FATES.items() if counts[fate]],
        "changed": bool(changed),
    }


def removed_from(draft: CriteriaSet) -> list[Criterion]:
    """Return the criteria of the version in force that a draft no longer has."""
    current = CriteriaSet.objects.in_force(timezone.localdate())
    if current is None:
        return []
    return list(current.criteria.exclude(code__in=draft.criteria.values("code")))
