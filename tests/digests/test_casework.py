"""How cases were handled is computed again by plain Python from the rows; lessons are the published ones alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from digests.attachment import csv_of
from digests.bulletin import facts
from digests.casewords import told_cases
from digests.casework import MOST_WORDS, handled
from digests.disclosure import told_once
from digests.document import render_html
from digests.figures import compute
from digests.models import Edition
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, figures_of
from tolerance import services
from tolerance.models import Case, CaseEvent, CriteriaSet, Precedent

THIRD = Quarter(2026, 3)
ACCEPTED = date(2026, 6, 1)
LONG = "甲" * 200 + "。" + "乙" * 100


def _case(organisation: Organisation, place: int, *steps: str, **changes: Any) -> Case:
    """Create a decided case by hand, with its later steps all in the quarter."""
    usual: dict[str, Any] = {
        "number": f"RC2026-{place:04d}", "title": f"第{place}件", "unit": organisation.town, "facts": "。",
        "date_of_act": ACCEPTED, "criteria_set": CriteriaSet.objects.first(), "state": "final", "state_on": ACCEPTED,
        "submitted_on": ACCEPTED, "accepted_on": ACCEPTED, "decided_on": ACCEPTED + timedelta(days=30 + place),
        "outcome": "waive", "reason": "。", "authority": "decision",
    }  # fmt: skip
    case = Case.objects.create(**usual | changes)
    for at, step in enumerate(steps):
        day = THIRD.start + timedelta(days=at)
        CaseEvent.objects.create(case=case, position=at, on=day, target=step, right="case.lead")
    return case


@pytest.fixture
def cases(organisation: Organisation) -> list[Case]:
    """Decided in the quarter 23, one before it; 22 reviewed of which 11 changed; 30 corrected, as far as ten each."""
    services.load_published_criteria()
    reviewed = ("review_requested", "reviewed")
    found = [_case(organisation, 0, *reviewed, decided_on=date(2026, 6, 30))]
    found += [_case(organisation, n, *reviewed) for n in range(1, 11)]
    found += [_case(organisation, n, *reviewed, first_outcome="mitigate") for n in range(11, 21)]
    found += [_case(organisation, 21, "appealed", "appeal_decided", first_outcome="lighten", outcome="mitigate")]
    found += [_case(organisation, n) for n in range(22, 24)]
    way = ("correcting", "corrected", "followed_up")
    for n, case in enumerate((*found, *(_case(organisation, n, decided_on=ACCEPTED) for n in range(24, 30)))):
        for at, step in enumerate(way[: n % 3 + 1]):
            CaseEvent.objects.create(case=case, position=10 + at, on=THIRD.end, target=step, right="case.lead")
    # Ordered before the quarter, or after it: of other quarters.
    _event(found[22], "correcting", date(2026, 6, 30), 1)
    _event(found[23], "corrected", date(2026, 10, 1), 99)
    return found


def _event(case: Case, step: str, on: date, position: int) -> None:
    CaseEvent.objects.create(case=case, position=position, on=on, target=step, right="case.lead")


def _counted() -> dict[str, Any]:
    """Return what the figures must be, row by row."""
    events = [row for row in CaseEvent.objects.order_by("position") if THIRD.start <= row.on <= THIRD.end]
    days = sorted(
        (case.decided_on - ACCEPTED).days
        for case in Case.objects.all()
        if case.decided_on and THIRD.start <= case.decided_on <= THIRD.end
    )
    # Of 23: the twelfth, and the eighteenth, at or under which three quarters lie.
    assert len(days) == 23
    answered = {row.case_id for row in events if row.target in {"reviewed", "appeal_decided"}}
    ends = [case.first_outcome not in {"", case.outcome} for case in Case.objects.all() if case.pk in answered]
    ordered = {row.case_id for row in events if row.target == "correcting"}
    last = {row.case_id: row.target for row in events if row.case_id in ordered and row.position >= 10}
    return {
        "days": {"half": days[11], "most": days[17]},
        "asked": len({row.case_id for row in events if row.target in {"review_requested", "appealed"}}),
        "reviews": {"upheld": ends.count(False), "changed": ends.count(True)},
        "corrections": {step: list(last.values()).count(step) for step in ("correcting", "corrected", "followed_up")},
    }


def test_times_reviews_and_corrections_are_those_of_the_rows_and_stay(
    organisation: Organisation, cases: list[Case], settings: Settings
) -> None:
    data = figures_of(organisation.county, THIRD, today=BUILT)
    assert data["tolerance"]["handled"] == _counted()
    assert _counted()["asked"] == 22
    assert _counted()["reviews"] == {"upheld": 11, "changed": 11}
    assert _counted()["corrections"] == {"correcting": 10, "corrected": 10, "followed_up": 10}
    with translation.override("en"):
        assert "Reviews and appeals: outcome changed,Number,11," in csv_of(data).content.decode()
    # One more of the same quarter changes nothing that was told of it.
    first = Edition(figures=data)
    _case(organisation, 40, "review_requested", "reviewed")
    assert figures_of(organisation.county, THIRD, today=BUILT)["tolerance"]["handled"] == data["tolerance"]["handled"]
    later = compute(organisation.county, THIRD, today=BUILT)
    assert later["tolerance"]["handled"]["asked"] == 23
    del first.figures["tolerance"]["handled"]
    assert told_once(later, first)["tolerance"]["handled"] == later["tolerance"]["handled"]
    # Small ones are hidden, and so are all of a unit below and of a quarter that is not told yet.
    hidden = {
        "days": None, "asked": None, "reviews": {"upheld": None, "changed": None},
        "corrections": {"correcting": None, "corrected": None, "followed_up": None},
    }  # fmt: skip
    span = (THIRD.start, THIRD.end)
    assert handled(organisation.town, *span, whole=True) == hidden
    assert handled(organisation.county, *span, whole=False) == hidden
    settings.CELL_FLOOR = 1000
    assert handled(organisation.county, *span, whole=True) == hidden
    assert told_cases({"tolerance": {"handled": hidden}})["handled"] == []


def _lesson(case: Case, cast: Cast, on: date | None, **changes: str) -> None:
    published = {"key": f"2026-{case.pk.hex[:8]}", "published_on": on, "checked_by": cast.chair} if on else {}
    words = {"title": f"教训{on}", "facts": "事实。", "reasoning": "认定。", "lesson": "启示。"} | changes
    Precedent.objects.create(
        case=case, written_by=cast.leader, written_on=ACCEPTED, agreed_on=ACCEPTED, **published, **words
    )


def test_lessons_are_the_published_ones_of_the_quarter_for_every_unit(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    days = (None, date(2026, 6, 30), THIRD.start, date(2026, 8, 1), date(2026, 8, 2), THIRD.end, date(2026, 10, 1))
    for place, day in enumerate(days):
        words = {"facts": f"<b>表</b>\n{LONG}"} if day == THIRD.end else {}
        # The last is of the next quarter.
        outcome = "not_tolerated" if day == days[-1] else "waive"
        _lesson(_case(organisation, place, outcome=outcome), cast, day, **words)
    data = [figures_of(unit, THIRD, today=BUILT)["lessons"] for unit in (organisation.county, organisation.other_town)]
    assert data[0] == data[1]
    assert ([row["title"] for row in data[0]["rows"]], data[0]["more"]) == (
        ["教训2026-09-30", "教训2026-08-02", "教训2026-08-01"], 1,
    )  # fmt: skip
    assert data[0]["rows"][0]["facts"] == "<b>表</b> " + "甲" * 200 + "。……"
    assert all(len(row["facts"]) <= MOST_WORDS + 2 for row in data[0]["rows"])

    # The bulletin tells what was tolerated; each lesson leads to its page.
    assert [row["title"] for row in facts(date(2026, 10, 12))["lessons"]] == ["教训2026-09-30"]
    said = render_to_string("digests/parts/bulletin.html", {**facts(date(2026, 10, 12)), "linked": True})
    assert f'href="{reverse("precedent", args=[data[0]["rows"][0]["key"]])}"' in said

    edition = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
    html = render_html(edition, "zh-hans")
    assert "（一）教训2026-09-30" in html
    assert "<strong>处理：</strong>认定结果：免责（不予或免予追究）。认定。" in html
    assert "本期另公布1个案例" in html
    assert "<b>表</b>" not in html
    assert "教训None" not in html

    release_edition(actor=cast.superior, edition=edition)
    client = Client()
    client.force_login(cast.superior)
    page = client.get(reverse("digest", args=[edition.pk])).content.decode()
    assert f'href="{reverse("precedent", args=[data[0]["rows"][0]["key"]])}"' in page
