"""Late cases rise: by the days alone, each level once, and to people who learn nothing of what a case is about."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEntry, Membership, User
from jobs.models import CalendarDay, CalendarYear
from jobs.workdays import Calendar
from tests.cast import Cast, Organisation
from tests.jobs.test_workdays import BEYOND, CALENDARS
from tests.tolerance.walk import case_in
from tolerance import services
from tolerance.access import get_case_for
from tolerance.models import Case, CaseRise
from tolerance.risen import risen_to, rises_for
from tolerance.services.rising import raise_late_cases

# Being verified since Monday 2 March 2026, so due on 30 March; Qingming lies before the fifth working day, 7 April.
DUE, FIRST, SECOND = date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 8)


@pytest.fixture
def case(organisation: Organisation, cast: Cast) -> Case:
    return case_in("verifying", organisation, cast, unit=organisation.village)


@pytest.fixture
def overseer(organisation: Organisation, cast: Cast) -> User:
    user = User.objects.create_user("overseer", "correct-horse-battery", name="Overseer")
    Membership.objects.create(user=user, unit=organisation.town, role="superior")
    return user


def test_lateness_reaches_each_unit_above_once_and_leaves_with_its_reason(
    case: Case, cast: Cast, overseer: User, organisation: Organisation
) -> None:
    raised = [raise_late_cases(today=day) for day in (DUE, FIRST, FIRST, date(2026, 4, 7), SECOND, date(2026, 6, 1))]
    assert raised == [0, 1, 0, 0, 1, 0]
    rows = list(CaseRise.objects.values_list("unit", "level", "due_on", "on"))
    assert rows == [(organisation.town.pk, 1, DUE, FIRST), (organisation.county.pk, 2, DUE, SECOND)]
    assert [one.detail for one in case.events.filter(target="risen")] == ["柳塘镇", "清源县"]
    assert AuditEntry.objects.filter(act="case.risen", actor="system").count() == 2
    leaders = (overseer, cast.leader, cast.superior)
    assert [rises_for(one, SECOND).count() for one in leaders] == [1, 1, 1]
    assert [rises_for(getattr(cast, one), SECOND).count() for one in ("secretary", "system_admin", "outsider")] == [
        0
    ] * 3
    Case.objects.filter(pk=case.pk).update(applicant=cast.superior)
    assert rises_for(cast.superior, SECOND).count() == 0
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 4, 14))
    assert rises_for(overseer, SECOND).count() == 0
    # More time is late anew, from the lowest level up.
    assert [raise_late_cases(today=date(2026, 4, day)) for day in (14, 15)] == [0, 1]
    services.suspend_case(actor=cast.leader, case=Case.objects.get(), reason="司法程序进行中。", on=date(2026, 4, 15))
    assert (rises_for(overseer, date(2026, 4, 16)).count(), raise_late_cases(today=date(2026, 5, 9))) == (0, 0)


def test_who_is_told_of_lateness_reads_number_phase_days_and_holders_alone(
    case: Case, cast: Cast, overseer: User
) -> None:
    raise_late_cases(today=SECOND)
    told = risen_to(overseer, SECOND)
    assert [(one.number, one.days, one.holder, one.unit, one.case) for one in told] == [
        (case.number, 6, "Verifier、Verifier2", "柳塘镇", None)
    ]
    assert [one.case for one in risen_to(cast.leader, SECOND)] == [case]
    client = Client()
    client.force_login(overseer)
    page = client.get(reverse("cases_risen")).content.decode()
    assert str(case.number) in page
    assert [words for words in (case.title, case.facts, "水利站", "Applicant", str(case.pk)) if words in page] == []
    assert reverse("cases_risen") in client.get(reverse("work")).content.decode()
    with pytest.raises(Http404):
        get_case_for(overseer, case.pk)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calendar=CALENDARS, due=BEYOND, looks=st.lists(st.integers(-5, 40), min_size=1, max_size=4))
def test_however_often_one_looks_the_same_levels_are_reached(
    calendar: Calendar, due: date, looks: list[int], case: Case
) -> None:
    days = sorted(due + timedelta(days=later) for later in looks)
    outcomes = []
    for chosen in (days, days[-1:]):
        with transaction.atomic():
            CalendarYear.objects.bulk_create(CalendarYear(year=year) for year in calendar.years)
            CalendarDay.objects.bulk_create(
                CalendarDay(day=day, worked=worked, words="-") for day, worked in calendar.changed.items()
            )
            Case.objects.filter(pk=case.pk).update(due_on=due)
            raised = [raise_late_cases(today=day) for day in chosen]
            rows = list(CaseRise.objects.order_by("level").values_list("level", "due_on", "on"))
            transaction.set_rollback(True)
        assert sum(raised) == len(rows) <= 2
        assert [level for level, _due, _on in rows] == list(range(1, len(rows) + 1))
        assert all(was_due == due < on for _level, was_due, on in rows)
        assert bool(rows) == (days[-1] > due)
        outcomes.append([level for level, _due, _on in rows])
    assert outcomes[0] == outcomes[1]
