"""What both halves of the crowd must show; owns the numbers."""

import os
import random
from collections import Counter

from django.test import override_settings

from feedback import receipts
from feedback.models import PooledEntry, Report
from tests.cast import build_cast, build_organisation
from tests.fuzz.crowd import Crowd, public_paths
from tests.fuzz.drawing import blank_pages

# Two files of this many each, side by side.
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "10050"))


def let_loose(seed: int) -> Crowd:
    """Send half of the crowd's requests over a fresh organisation, and return its account."""
    organisation = build_organisation()
    paths = public_paths(organisation, build_cast(organisation))
    crowd = Crowd(random.Random(seed), paths, str(organisation.county.pk), _stored())  # noqa: S311  # a run can be repeated
    flood = override_settings(FORM_LEAST_AGE=0, PROOF_COST=1, FLOOD_SITE=6, FLOOD_UNIT=6, FLOOD_REFILL=100, FLOOD_LOW=0)
    with flood, blank_pages():
        crowd.send(REQUESTS)
    return crowd


def check(crowd: Crowd) -> None:
    """Fail where the crowd met a fault, a cookie or a lost report, or did not reach what it was sent to."""
    assert crowd.statuses.total() == REQUESTS
    assert crowd.faults() == {}
    assert crowd.cookies == set()
    seen = Counter[int]()
    for (_path, status), count in crowd.statuses.items():
        seen[status] += count
    assert {200, 400, 404, 405, 429} <= seen.keys(), seen
    assert _stored() - crowd.before == {receipts.digest(receipt) for receipt in crowd.acknowledged}
    assert len(crowd.acknowledged) > REQUESTS // 300


def _stored() -> frozenset[str]:
    waiting = PooledEntry.objects.filter(kind=PooledEntry.Kind.REPORT)
    return frozenset(str(row.receipt_digest) for rows in (waiting, Report.objects.all()) for row in rows)
