"""A quarter to report on: recurring problems large and small, declined and waiting reports, remedies late and done."""

from datetime import date, timedelta
from typing import Any

from accounts.models import Unit
from digests.periods import Quarter
from digests.services import build_edition
from feedback.models import Problem, Report
from tests.cast import Organisation
from tests.feedback.rows import problem, remedy, report

THIRD, SECOND, BUILT = date(2026, 7, 1), date(2026, 4, 1), date(2026, 10, 12)
BANDS: dict[str, Any] = {"hours": "0.5-2", "per_month": "4-8", "people": "2-5"}
# Title, category, reports of the third quarter and of the second, how many of the former named hours.
PLAN = (
    ("入户走访台账多头重复报送", "B04", 23, 40, 20),
    ("村级公示栏一年三次更换版式", "B06", 17, 0, 12),
    ("迎检档案盒重复装订", "B06", 11, 11, 0),
    ("会议室轮流陪会", "B01", 3, 2, 3),
)


def _reports(of: Problem, start: date, count: int, timed: int) -> None:
    for place in range(count):
        bands = BANDS if place < timed else {}
        day = start + timedelta(days=place)
        report(of.unit, problem=of, state=Report.State.TRIAGED, released_on=day, category=of.category, **bands)


def quarter(organisation: Organisation) -> list[Problem]:
    """Create the rows for the county, and return its problems in the order of `PLAN`."""
    found = []
    for title, category, now, before, timed in PLAN:
        found.append(problem(organisation.county, title, category=category, state="promised"))
        _reports(found[-1], THIRD, now, timed)
        _reports(found[-1], SECOND, before, 0)
    for _ in range(12):
        report(organisation.town, state=Report.State.DECLINED, decline_reason="属于信访事项。", decline_channel="12345")
    for _ in range(13):
        report(organisation.other_town)
    remedy(found[0], due_on=date(2026, 9, 1), owner_unit=organisation.bureau)
    remedy(found[1], due_on=date(2026, 9, 20), implemented_on=date(2026, 9, 10))
    return found


def figures_of(unit: Unit, of: Quarter, *, today: date = BUILT) -> dict[str, Any]:
    """Return the figures of the edition that is built today."""
    figures: dict[str, Any] = build_edition(actor=None, unit=unit, period=of, on=today).figures
    return figures
