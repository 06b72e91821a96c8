"""Clocks: which one runs, until when, and that lateness rises once per level and never before its day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from icalendar import Calendar

from accounts.models import Unit
from feedback.duties import duties_of, reports_unseen
from feedback.models import Clock, Problem, Rise, Stage
from feedback.services.problems import assign_problem, hand_back_problem
from feedback.services.remedies import implement_remedy, promise_remedy
from feedback.services.rising import raise_late
from feedback.winding import wind_all_clocks, wind_clock
from jobs.models import CalendarDay, CalendarYear
from tests.conftest import Cast, Organisation
from tests.feedback.rows import problem, remedy, report
from tests.feedback.test_limits import workday_after

# A Monday in a plain stretch of the calendar of 2026.
BEGAN = date(2026, 3, 2)


def _clock(of: Problem) -> tuple[str, Unit, date, date | None]:
    row = Clock.objects.get(problem=of)
    return row.stage, row.unit, row.began_on, row.due_on


@pytest.mark.parametrize(
    ("state", "stage", "due"),
    [
        ("open", "look", date(2026, 3, 9)),
        ("assigned", "promise", date(2026, 3, 23)),
        ("reopened", "promise", date(2026, 3, 23)),
        ("rebounded", "promise", date(2026, 3, 23)),
        ("promised", "implement", date(2026, 9, 1)),
    ],
)
def test_each_state_that_waits_for_somebody_has_its_clock(
    organisation: Organisation, state: str, stage: str, due: date
) -> None:
    row = problem(organisation.county, state=state, opened_on=BEGAN, state_on=BEGAN)
    if state == "promised":
        remedy(row, promised_on=BEGAN, due_on=date(2026, 9, 30))
        remedy(row, promised_on=BEGAN, due_on=due)
    wind_clock(row)
    assert _clock(row) == (stage, organisation.county, BEGAN, due)


@pytest.mark.parametrize("state", ["implemented", "confirmed", "watched", "settled"])
def test_a_state_that_waits_for_nobody_has_no_clock(organisation: Organisation, state: str) -> None:
    row = problem(organisation.county, state=state)
    Clock.objects.create(problem=row, stage="look", unit=organisation.county, began_on=BEGAN, due_on=None)
    wind_clock(row)
    wind_all_clocks()
    assert not Clock.objects.exists()


def test_every_step_of_the_staff_winds_the_clock(cast: Cast, organisation: Organisation) -> None:
    row, today = problem(organisation.county), timezone.localdate()
    assign_problem(problem=row, owner_unit=organisation.town, actor=cast.handler)
    assert _clock(row)[:3] == ("promise", organisation.town, today)
    hand_back_problem(problem=row, actor=cast.leader)
    assert _clock(row)[:3] == ("look", organisation.county, today)
    assign_problem(problem=row, owner_unit=organisation.town, actor=cast.handler)
    due = workday_after(today)
    made = promise_remedy(
        problem=row, kind="RM01", what="取消。", owner_unit=organisation.village, due_on=due, actor=cast.leader
    )
    assert _clock(row) == ("implement", organisation.town, today, due)
    implement_remedy(remedy=made, actor=cast.leader)
    assert not Clock.objects.exists()


def test_a_limit_that_reaches_into_an_unknown_year_has_no_day_until_the_year_is_whole(
    cast: Cast, organisation: Organisation
) -> None:
    row = problem(organisation.county, opened_on=date(2026, 12, 28), state_on=date(2026, 12, 28))
    wind_all_clocks()
    assert _clock(row)[3] is None
    client = Client()
    client.force_login(cast.leader)
    assert "2027年的工作日尚未公布" in client.get(reverse("problem_detail", args=[row.pk])).content.decode()
    assert raise_late(today=date(2027, 6, 1)) == 0
    CalendarDay.objects.create(day=date(2027, 1, 1), worked=False, words="元旦")
    CalendarYear.objects.create(year=2027)
    wind_all_clocks()
    assert _clock(row)[3] == date(2027, 1, 5)


def test_lateness_rises_to_each_unit_above_once_and_into_the_history(organisation: Organisation) -> None:
    row = problem(organisation.village, opened_on=BEGAN, state_on=BEGAN)
    wind_all_clocks()
    assert raise_late(today=date(2026, 3, 9)) == 0
    assert raise_late(today=date(2026, 3, 10)) == 1
    assert raise_late(today=date(2026, 3, 10)) == 0
    assert raise_late(today=date(2026, 6, 1)) == 1
    assert raise_late(today=date(2026, 12, 31)) == 0
    assert list(row.rises.values_list("stage", "level", "unit__name", "due_on", "on")) == [
        ("look", 1, "柳塘镇", date(2026, 3, 9), date(2026, 3, 10)),
        ("look", 2, "清源县", date(2026, 3, 9), date(2026, 6, 1)),
    ]
    assert list(row.events.values_list("act", "detail")) == [("rose", "柳塘镇"), ("rose", "清源县")]


def test_the_unit_complained_of_is_passed_over(organisation: Organisation) -> None:
    row = problem(organisation.village, asked_by_unit=organisation.town, opened_on=BEGAN, state_on=BEGAN)
    wind_all_clocks()
    raise_late(today=date(2026, 12, 1))
    assert list(row.rises.values_list("level", "unit__name")) == [(1, "清源县")]


def test_a_second_wait_rises_anew(organisation: Organisation) -> None:
    row = problem(organisation.town, opened_on=BEGAN, state_on=BEGAN)
    wind_all_clocks()
    raise_late(today=date(2026, 4, 1))
    Problem.objects.filter(pk=row.pk).update(state_on=date(2026, 5, 6))
    wind_all_clocks()
    assert raise_late(today=date(2026, 5, 7)) == 0
    assert raise_late(today=date(2026, 6, 1)) == 1
    assert row.rises.count() == 2


def test_a_worker_that_dies_between_two_rises_leaves_the_rest_to_the_next(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("一", "二", "三"):
        problem(organisation.town, title, opened_on=BEGAN, state_on=BEGAN)
    wind_all_clocks()
    create, calls = Rise.objects.create, []

    def dying(**fields: object) -> Rise:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return create(**fields)

    monkeypatch.setattr(Rise.objects, "create", dying)
    with pytest.raises(KeyboardInterrupt):
        raise_late(today=date(2026, 4, 1))
    monkeypatch.undo()
    assert Rise.objects.count() == 1
    assert raise_late(today=date(2026, 4, 1)) == 2
    assert Rise.objects.count() == 3


def test_the_table_refuses_a_level_twice_and_a_rise_before_its_day(organisation: Organisation) -> None:
    fields = {
        "problem": problem(organisation.town), "stage": Stage.LOOK, "began_on": BEGAN, "level": 1,
        "unit": organisation.county, "due_on": date(2026, 3, 9),
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="rise_never_before_due"), transaction.atomic():
        Rise.objects.create(**fields, on=date(2026, 3, 9))
    Rise.objects.create(**fields, on=date(2026, 3, 10))
    with pytest.raises(IntegrityError, match=r"UNIQUE|rise_once"), transaction.atomic():
        Rise.objects.create(**fields, on=date(2026, 3, 11))


def test_lists_hold_what_is_of_the_own_unit_and_what_rose_to_it(cast: Cast, organisation: Organisation) -> None:
    below = problem(organisation.town, "下级逾期", opened_on=BEGAN, state_on=BEGAN)
    own = problem(organisation.county, "本级逾期", opened_on=BEGAN, state_on=BEGAN)
    soon = problem(organisation.county, "即将到期", state="promised", state_on=BEGAN)
    remedy(soon, promised_on=BEGAN, due_on=date(2026, 4, 3))
    wind_all_clocks()
    today = date(2026, 4, 1)
    raise_late(today=today)
    leader, superior = duties_of(cast.leader, today), duties_of(cast.superior, today)
    assert [rise.problem for rise in leader.risen] == [below]
    assert [clock.problem for clock in leader.late] == [own]
    assert [clock.problem for clock in leader.soon] == [soon]
    assert [rise.problem for rise in superior.risen] == [below]
    assert superior.counts() == {"risen": 1, "late": 0, "soon": 0, "supervised": 0}
    assert duties_of(cast.outsider, today).counts() == {"risen": 0, "late": 0, "soon": 0, "supervised": 0}
    client = Client()
    client.force_login(cast.leader)
    page = client.get(reverse("late")).content.decode()
    assert "下级逾期" in page
    assert "本级逾期" in client.get(reverse("late"), {"show": "late"}).content.decode()
    assert f'href="{reverse("late")}"' in client.get(reverse("work")).content.decode()


def test_reports_that_wait_too_long_are_told_to_who_reads_them_alone(cast: Cast, organisation: Organisation) -> None:
    for day in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)):
        report(organisation.county, released_on=day)
    assert reports_unseen(cast.handler, date(2026, 3, 10)) == 1
    assert reports_unseen(cast.handler, date(2026, 3, 11)) == 2
    assert reports_unseen(cast.leader, date(2026, 3, 11)) == 0


def test_the_calendar_file_names_every_day_once(cast: Cast, organisation: Organisation) -> None:
    row = problem(organisation.county, "周报；重复", state="promised", state_on=BEGAN)
    made = remedy(row, promised_on=BEGAN, due_on=date(2026, 9, 1))
    wind_all_clocks()
    client = Client()
    client.force_login(cast.leader)
    first, second = (client.get(reverse("problem_dates", args=[row.pk])) for _ in range(2))
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first.content == second.content
    (event,) = Calendar.from_ical(first.content).walk("VEVENT")
    assert (str(event["UID"]), event.decoded("DTSTART")) == (f"remedy-{made.pk}@qingzhuang", date(2026, 9, 1))
    assert "周报；重复" in str(event["SUMMARY"])


class TreeTests(TestCase):
    """Over random trees and days: downtime changes nothing, and what rose stays in the line above."""

    @settings(max_examples=20)
    @given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.integers(0, 5), st.integers(1, 45), st.data())
    def test_downtime_changes_nothing(self, parents: list[int], place: int, days: int, data: st.DataObject) -> None:
        units = [Unit.objects.create(name="顶")]
        for number, parent in enumerate(parents):
            units.append(Unit.objects.create(name=f"{number}", parent=units[parent % len(units)]))
        at = units[place % len(units)]
        complained = data.draw(st.sampled_from([None, *units]))
        if complained == at:
            complained = None
        asked = {"asked_by_unit": complained, "opened_on": BEGAN, "state_on": BEGAN}
        daily, rarely = (problem(at, title, **asked) for title in ("日", "稀"))
        wind_all_clocks()
        due = Clock.objects.get(problem=daily).due_on
        assert due
        last = due + timedelta(days=days)
        wakes = data.draw(st.sets(st.integers(1, days), max_size=3)) | {days}
        Clock.objects.filter(problem=rarely).update(due_on=None)
        for day in range(1, days + 1):
            raise_late(today=due + timedelta(days=day))
        Clock.objects.filter(problem=rarely).update(due_on=due)
        Clock.objects.filter(problem=daily).update(due_on=None)
        for day in sorted(wakes):
            raise_late(today=due + timedelta(days=day))
        seen, late_seen = (list(row.rises.values_list("level", "unit", "due_on")) for row in (daily, rarely))
        assert seen == late_seen
        line = [unit.pk for unit in reversed(list(at.ancestors())) if unit != complained]
        assert [unit for _level, unit, _due in seen] == line[: len(seen)]
        assert all(due < on <= last for on in Rise.objects.values_list("on", flat=True))
