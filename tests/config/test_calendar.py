"""The page of working days: what the system administrator enters, and that each entry stands in the trail."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from config.calendar.services import change_year, drop_day, enter_day
from jobs.models import CalendarDay, CalendarYear
from jobs.workdays import UnknownYear, is_workday
from tests.conftest import Cast

NEW_YEAR = date(2027, 1, 1)


def _trail() -> list[tuple[str, str]]:
    acts = AuditEntry.objects.filter(act__startswith="calendar.").order_by("number")
    return list(acts.values_list("act", "subject"))


def test_a_year_is_entered_declared_whole_and_taken_back(cast: Cast) -> None:
    admin = cast.system_admin
    with pytest.raises(ValidationError):
        change_year(year=2027, whole=True, actor=admin)
    enter_day(day=NEW_YEAR, worked=False, words="元旦", actor=admin)
    with pytest.raises(ValidationError) as caught:
        change_year(year=2027, whole=True, actor=admin)
    # The first two of May and the second and third of October are a weekend in that year.
    assert caught.value.messages == ["该年尚有节假日未录入：2027-10-01、春节。"]
    for day in (date(2027, 2, 8), date(2027, 10, 1)):
        enter_day(day=day, worked=False, words="节日", actor=admin)
    enter_day(day=date(2027, 1, 2), worked=True, words="误录", actor=admin)
    drop_day(day=date(2027, 1, 2), actor=admin)
    drop_day(day=date(2027, 1, 2), actor=admin)
    change_year(year=2027, whole=True, actor=admin)
    change_year(year=2027, whole=True, actor=admin)
    assert not is_workday(NEW_YEAR)
    assert is_workday(date(2027, 1, 4))
    change_year(year=2027, whole=False, actor=admin)
    with pytest.raises(UnknownYear):
        is_workday(date(2027, 1, 4))
    assert _trail() == [
        ("calendar.day", "day:2027-01-01"), ("calendar.day", "day:2027-02-08"), ("calendar.day", "day:2027-10-01"),
        ("calendar.day", "day:2027-01-02"), ("calendar.drop", "day:2027-01-02"),
        ("calendar.year", "year:2027"), ("calendar.reopen", "year:2027"),
    ]  # fmt: skip


def test_a_published_year_needs_no_declaration(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        change_year(year=2026, whole=True, actor=cast.system_admin)


def test_nobody_else_touches_the_calendar(cast: Cast) -> None:
    for actor in (cast.security_admin, cast.audit_admin, cast.leader, cast.superior):
        with pytest.raises(PermissionDenied):
            enter_day(day=NEW_YEAR, worked=False, words="元旦", actor=actor)
        with pytest.raises(PermissionDenied):
            drop_day(day=NEW_YEAR, actor=actor)
        with pytest.raises(PermissionDenied):
            change_year(year=2027, whole=True, actor=actor)
    assert not CalendarDay.objects.exists()


def test_the_page_takes_days_and_says_what_is_wrong(cast: Cast) -> None:
    client, address = Client(), reverse("calendar")
    client.force_login(cast.system_admin)
    for day in ("2027-02-30", "0202-02-03"):
        answer = client.post(address, {"day": day, "worked": "0", "words": "春节"})
        assert (answer.status_code, "春节" in answer.content.decode()) == (422, True)
    for worked in ("0", "1"):
        assert client.post(address, {"day": "2027-01-01", "worked": worked, "words": "元旦"}).status_code == 302
    assert list(CalendarDay.objects.values_list("day", "worked", "words")) == [(NEW_YEAR, True, "元旦")]
    year = reverse("calendar_year", args=[2027])
    assert "未录入：2027-01-01、2027-10-01、春节" in client.post(year, {"whole": "1"}, follow=True).content.decode()
    for day in ("2027-01-01", "2027-02-08", "2027-10-01"):
        client.post(address, {"day": day, "worked": "0", "words": "元旦"})
    client.post(year, {"whole": "1"})
    assert CalendarYear.objects.get().year == 2027
    assert "2028" in client.get(address).content.decode()
    client.post(year, {})
    assert not CalendarYear.objects.exists()
    for month, number in ((1, 1), (2, 8), (10, 1)):
        client.post(reverse("calendar_drop", args=[2027, month, number]))
    assert not CalendarDay.objects.exists()
    assert client.post(reverse("calendar_drop", args=[2027, 2, 30])).status_code == 404
    assert client.post(reverse("calendar_year", args=[99999]), {"whole": "1"}).status_code == 404
