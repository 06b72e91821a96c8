"""What an edition says of earlier instructions: as things stood on its last day, whenever it is built."""

from datetime import date
from typing import Any

from accounts.models import Unit
from digests.document import render_html
from digests.figures import compute
from digests.followup import followup
from digests.models import Edition, Instruction
from digests.models.instruction import WHOLE
from digests.periods import Quarter
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT

SECOND, THIRD = Quarter(2026, 2), Quarter(2026, 3)
GIVEN = date(2026, 7, 20)


def _edition(unit: Unit, of: Quarter = SECOND) -> Edition:
    return build_edition(actor=None, unit=unit, period=of, on=BUILT)


def _instruction(cast: Cast, edition: Edition, owner: Unit, *steps: tuple[str, date], **fields: Any) -> Instruction:
    values: dict[str, Any] = {"due_on": date(2026, 8, 31), "given_on": GIVEN, "words": "请减。", "item": WHOLE}
    row = Instruction.objects.create(edition=edition, owner_unit=owner, state_on=GIVEN, **{**values, **fields})
    for state, day in (("given", row.given_on), *steps):
        row.events.create(state=state, words=f"{state} {day}", actor=cast.superior, on=day)
        Instruction.objects.filter(pk=row.pk).update(state=state, state_on=day)
    return row


def _told(unit: Unit, of: Quarter = THIRD) -> list[tuple[int, str, int, str]]:
    return [(row["key"], row["state"], row["days_late"], row["by"]) for row in followup(unit, of.start, of.end)]


def test_an_open_one_is_told_with_its_delay(organisation: Organisation, cast: Cast) -> None:
    late = _instruction(cast, _edition(organisation.county), organisation.town)
    early = _instruction(cast, late.edition, organisation.town, due_on=date(2026, 11, 1))
    assert _told(organisation.county) == [(late.pk, "given", 30, ""), (early.pk, "given", 0, "")]


def test_state_is_that_of_the_last_day(organisation: Organisation, cast: Cast) -> None:
    steps = (("answered", date(2026, 9, 1)), ("accepted", date(2026, 10, 3)))
    row = _instruction(cast, _edition(organisation.county), organisation.town, *steps)
    assert _told(organisation.county) == [(row.pk, "answered", 0, "")]
    assert _told(organisation.county, Quarter(2026, 4)) == [(row.pk, "accepted", 0, "")]
    assert _told(organisation.county, Quarter(2027, 1)) == []
    assert followup(organisation.county, THIRD.start, THIRD.end)[0]["answer"] == "answered 2026-09-01"


def test_what_was_given_afterwards_is_not_told(organisation: Organisation, cast: Cast) -> None:
    _instruction(cast, _edition(organisation.county), organisation.town, given_on=date(2026, 10, 1), due_on=BUILT)
    assert _told(organisation.county) == []


def test_a_late_one_of_a_town_rises_to_the_county(organisation: Organisation, cast: Cast) -> None:
    town = _edition(organisation.town)
    late = _instruction(cast, town, organisation.village)
    _instruction(cast, town, organisation.village, due_on=date(2026, 12, 1))
    _instruction(cast, town, organisation.village, ("answered", date(2026, 9, 2)))
    assert _told(organisation.county) == [(late.pk, "given", 30, "柳塘镇")]
    assert len(_told(organisation.town)) == 3
    assert _told(organisation.other_town) == []


def test_edition_opens_with_them(organisation: Organisation, cast: Cast) -> None:
    _instruction(cast, _edition(organisation.county), organisation.town, item_title="走访台账")
    edition = _edition(organisation.county, THIRD)
    page = render_html(edition, "zh-hans")
    assert [row["owner"] for row in edition.figures["instructions"]] == ["柳塘镇"]
    place = page.rindex("一、往期批示办理情况")
    assert place < page.index("走访台账") < page.rindex("二、")
    assert "逾期30天" in page


def test_edition_of_the_first_schema_is_still_shown(organisation: Organisation) -> None:
    edition = _edition(organisation.county)
    edition.figures = {key: value for key, value in edition.figures.items() if key != "instructions"}
    edition.figures["work"]["opened"] = [1, 0]
    assert "一、往期批示办理情况" in render_html(edition, "zh-hans")


def test_compute_holds_them(organisation: Organisation, cast: Cast) -> None:
    _instruction(cast, _edition(organisation.county), organisation.town)
    assert compute(organisation.county, THIRD, today=BUILT)["instructions"] == followup(
        organisation.county, THIRD.start, THIRD.end
    )
