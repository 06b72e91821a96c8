"""The clock on the page of a case: working days left and over, the last day, the pause, the correction beside it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in
from tolerance.case_clock import Hand, clock_of
from tolerance.models import Case

MONDAY, SATURDAY = date(2026, 3, 2), date(2026, 3, 7)


@pytest.mark.parametrize(
    ("today", "due", "hand"),
    [
        (MONDAY, date(2026, 3, 9), {"left": 5}),
        (MONDAY, MONDAY, {"left": 0, "last": True}),
        (SATURDAY, date(2026, 3, 8), {"left": 0}),
        # The Saturday between was worked, in place of a day of the spring festival.
        (MONDAY, date(2026, 2, 27), {"over": 2, "late": True}),
        (date(2026, 3, 8), SATURDAY, {"over": 0, "late": True}),
        (MONDAY, date(2099, 1, 1), {"left": None}),
    ],
)
def test_days_are_counted_as_they_are_worked(db: None, today: date, due: date, hand: dict[str, object]) -> None:
    usual = {"due": due, "left": None, "over": None, "late": False, "last": False}
    expected = Hand(**(usual | hand))  # type: ignore[arg-type]
    assert clock_of(Case(state="submitted"), due, today).step == expected
    correcting = clock_of(Case(state="final", correction="correcting", correction_due_on=due), None, today)
    assert (correcting.step, correcting.correction) == (None, expected)


def test_the_page_says_what_is_left_what_is_late_and_that_the_clock_stands(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    case, today = case_in("decided", organisation, cast), timezone.localdate()
    client.force_login(cast.secretary)
    shown: dict[str, dict[str, object]] = {
        "今天到期": {"due_on": today},
        "已超期 ": {"due_on": today - timedelta(days=9)},
        "整改情况应在": {"correction": "correcting", "correction_due_on": today},
        "回访核验应在": {"correction": "corrected"},
        "无法": {"correction_due_on": None, "due_on": today},
        "恢复计时后还剩 3 个工作日。": {"state": "suspended", "suspended_from": "verifying", "days_left": 3},
    }
    for words, columns in shown.items():
        Case.objects.filter(pk=case.pk).update(**columns)
        assert words in client.get(reverse("case", args=[case.pk])).content.decode(), words


def test_the_calendar_goes_to_other_months_by_links_and_ends_somewhere(cast: Cast, client: Client) -> None:
    client.force_login(cast.intake)
    address, year = reverse("case_calendar"), timezone.localdate().year

    def links(month: str) -> list[bool]:
        page = client.get(address, {"month": month}).content.decode()
        return [f'rel="{rel}"' in page for rel in ("prev", "next")]

    assert links("") == [True, True]
    assert links(f"{year - 5}-01") == [False, True]
    assert links(f"{year + 2}-12") == [True, False]
    for beyond in ("", f"{year - 6}-12", f"{year + 3}-01"):
        shown = client.get(address, {"month": beyond})
        assert shown.context["first"] == timezone.localdate().replace(day=1)
        assert "回到本月" not in shown.content.decode()
    assert "回到本月".encode() in client.get(address, {"month": f"{year + 1}-01"}).content
