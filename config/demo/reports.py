"""The demo's reports, sent by the same service as real ones, and released on invented days."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import Unit
from config.demo.texts import read
from feedback import receipts
from feedback.intake import Content
from feedback.models import Report
from feedback.services import submit_report
from feedback.services.release import release_all

# A quarter has seven releases, twelve days apart, so that most days release several reports together.
RELEASES, APART, FIRST = 7, 12, 8
LAST_DAY = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Voice:
    """One invented report: what it says, the day of its release, and the key of the problem it belongs to, if any."""

    content: Content
    on: date
    key: str


def _release_day(quarter: str, place: int) -> date:
    year, number = int(quarter[:4]), int(quarter[5])
    first = date(year, 3 * number - 2, 1) + timedelta(days=FIRST)
    return min(first + timedelta(days=APART * (place % RELEASES)), LAST_DAY)


def _content(group: dict[str, Any], voice: list[str], units: dict[str, Unit]) -> Content:
    _quarter, unit, words, *own_bands = voice
    bands = (own_bands[0] if own_bands else group["bands"]).split() or ["", "", ""]
    asked_by_unit = units.get(group["asked_by_unit"])
    return Content(
        category=group["category"],
        words=words,
        receiving_unit=units[group.get("receiving", "清源县")].pk,
        asked_by_unit=asked_by_unit.pk if asked_by_unit else None,
        asked_by=group["asked_by"],
        task=group["task"],
        data_items=group["data_items"],
        hours=bands[0],
        per_month=bands[1],
        people=bands[2],
        own_unit=units[unit].pk if unit else None,
        wish=group["wish"],
    )


def voices(units: dict[str, Unit]) -> Iterator[Voice]:
    """Yield every invented report."""
    for number, group in enumerate(read("reports")):
        for place, voice in enumerate(group["voices"]):
            on = _release_day(voice[0], 3 * number + 2 * place)
            yield Voice(_content(group, voice, units), on, group["key"])


def load_reports(units: dict[str, Unit]) -> dict[str, list[Report]]:
    """Send and release all reports, and return those of each problem by its key, in the order of their release."""
    by_day: dict[date, list[Voice]] = defaultdict(list)
    for voice in voices(units):
        by_day[voice.on].append(voice)
    found: dict[str, list[Report]] = defaultdict(list)
    for on in sorted(by_day):
        sent = [(receipts.new(), voice) for voice in by_day[on]]
        for receipt, voice in sent:
            submit_report(receipt=receipt, content=voice.content, today=on)
        release_all(today=on)
        for receipt, voice in sent:
            found[voice.key].append(Report.objects.get(receipt_digest=receipts.digest(receipt)))
    return found
