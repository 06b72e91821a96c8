"""What waits for whom by when, on the first page, in the calendar and in the file of days."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tolerance.agenda import month_after, month_before, month_of, tasks_of
from tolerance.models import Case
from tolerance.views.agenda import _month


@given(st.dates(date(2021, 1, 1), date(2028, 12, 31)))
def test_months_follow_each_other(day: date) -> None:
    first = day.replace(day=1)
    assert month_before(month_after(first)) == first
    assert month_after(first) - first in {timedelta(days=length) for length in (28, 29, 30, 31)}
    assert _month(f"{first:%Y-%m}", date(2026, 3, 9)) == first


@given(st.text(max_size=10))
def test_any_address_shows_some_month(typed: str) -> None:
    assert _month(typed, date(2026, 3, 9)).day == 1


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        ("draft", ("applicant", ["submitted"], None)),
        ("submitted", ("intake", ["accepted", "not_accepted", "supplement", "transferred"], date(2026, 3, 9))),
        ("accepted", ("secretary", ["verifying"], date(2026, 3, 5))),
        ("verifying", ("verifier", ["verified"], date(2026, 3, 30))),
    ],
)
def test_task_says_what_may_be_done_by_when(
    state: str, waits: tuple[str, list[str], date | None], organisation: Organisation, cast: Cast
) -> None:
    who, steps, due = waits
    case = case_in(state, organisation, cast)
    (task,) = tasks_of(getattr(cast, who), FILED_ON)
    assert (task.case, sorted(step.target for step in task.steps), task.due) == (case, steps, due)
    if due:
        assert task.left is not None
        assert task.left > 0
    others = ("handler", "outsider", "superior", "system_admin", "audit_admin")
    assert [tasks_of(getattr(cast, other), FILED_ON) for other in others] == [[]] * len(others)


def test_the_most_urgent_comes_first_and_a_late_one_is_called_so(organisation: Organisation, cast: Cast) -> None:
    first, second = (case_in("submitted", organisation, cast) for _ in range(2))
    Case.objects.filter(pk=first.pk).update(due_on=date(2026, 3, 10))
    tasks = tasks_of(cast.intake, date(2026, 3, 10))
    assert [(task.case, task.late, task.left) for task in tasks] == [(second, True, 0), (first, False, 0)]


def test_month_holds_each_visible_case_on_its_day(organisation: Organisation, cast: Cast) -> None:
    case = case_in("submitted", organisation, cast)
    weeks = month_of(cast.intake, date(2026, 3, 1), FILED_ON)
    assert {len(week) for week in weeks} == {7}
    days = {day.day: day for week in weeks for day in week}
    assert {day: [(one.case, one.mine) for one in found.due] for day, found in days.items() if found.due} == {
        date(2026, 3, 9): [(case, True)]
    }
    assert (days[date(2026, 3, 8)].rests, days[date(2026, 3, 9)].rests, days[FILED_ON].today) == (True, False, True)
    assert not any(day.due for week in month_of(cast.handler, date(2026, 3, 1), FILED_ON) for day in week)


def test_day_of_a_decision_that_is_not_told_yet_is_not_the_applicants(organisation: Organisation, cast: Cast) -> None:
    case = case_in("decided", organisation, cast)
    assert case.due_on is not None
    month = case.due_on.replace(day=1)
    seen = {
        name: any(day.due for week in month_of(getattr(cast, name), month, FILED_ON) for day in week)
        for name in ("applicant", "secretary")
    }
    assert seen == {"applicant": False, "secretary": True}


def test_pages_and_file_show_the_same_days(organisation: Organisation, cast: Cast, client: Client) -> None:
    case = case_in("submitted", organisation, cast)
    client.force_login(cast.intake)
    work = client.get(reverse("work")).content.decode()
    assert case.title in work
    page = client.get(reverse("case_calendar"), {"month": "2026-03"}).content.decode()
    assert re.findall(r'<time datetime="([^"]+)"', page) == ["2026-03-09"]
    file = client.get(reverse("case_dates")).content.decode()
    assert "DTSTART;VALUE=DATE:20260309" in file
    assert file.count("BEGIN:VEVENT") == 1
    assert "本月没有到期事项" in client.get(reverse("case_calendar"), {"month": "2026-13"}).content.decode()
