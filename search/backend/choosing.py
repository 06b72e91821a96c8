"""Chooses the few that are shown of all that was found; owns that equal ones keep one order, and opens nothing."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.backend.scoring import Matches
from search.backend.snapshots import Part

Chosen = list[tuple[Part, int, float]]
InParts = Sequence[tuple[Part, Matches]]
Places = NDArray[np.int64]


def best(found: InParts, limit: int) -> Chosen:
    """Return part, number and score of the `limit` best; of equal ones those that were indexed first."""
    found = [pair for pair in found if len(pair[1].ids)]
    if limit < 1 or not found:
        return []
    scores = _joined([matches.scores for _part, matches in found])
    places = _leading(scores, limit)
    # Stable: places are ascending, so equal ones stay in that order.
    return _named(found, places[(-scores[places]).argsort(kind="stable")[:limit]])


def newest(found: InParts, limit: int) -> Chosen:
    """Return part, number and 0 of the `limit` newest, those without a day last; of one day by their identifiers."""
    found = [pair for pair in found if len(pair[1].ids)]
    if limit < 1 or not found:
        return []
    days = _joined([part.leaf.days()[matches.ids] for part, matches in found])
    places = _leading(days, limit)
    dated = zip((-days[places]).tolist(), _named(found, places), strict=True)
    ordered = sorted(((day, part.leaf.identity(at), part, at) for day, (part, at, _) in dated), key=itemgetter(0, 1))
    return [(part, at, 0.0) for _day, _identifier, part, at in ordered[:limit]]


def _joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)


def _leading(values: NDArray[Any], limit: int) -> Places:
    """Return the places of the `limit` highest values, and of all that equal the last of them."""
    if len(values) <= limit:
        return np.arange(len(values))
    # So which of the equal ones are taken depends on their order only.
    at = len(values) - limit
    leading: Places = (values >= np.partition(values, at)[at]).nonzero()[0]
    return leading


def _named(found: InParts, places: Places) -> Chosen:
    """Return part, number and score of places in all parts together."""
    if len(found) == 1:
        part, matches = found[0]
        pairs = zip(matches.ids[places].tolist(), matches.scores[places].tolist(), strict=True)
        return [(part, number, score) for number, score in pairs]
    ends = np.cumsum([len(matches.ids) for _part, matches in found])
    which = np.searchsorted(ends, places, side="right")
    named: Chosen = []
    for at, place in zip(which.tolist(), places.tolist(), strict=True):
        part, matches = found[at]
        within = place - int(ends[at]) + len(matches.ids)
        named.append((part, int(matches.ids[within]), float(matches.scores[within])))
    return named
