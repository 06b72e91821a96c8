"""Limits: inherited down the tree, set within bounds by who leads, and kept to by promises."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from feedback.limits import Limits, house_limits, limits_of
from feedback.models import UnitLimits
from feedback.services.limits import set_limits
from feedback.services.remedies import promise_remedy
from jobs.models import CalendarYear
from jobs.workdays import is_workday
from tests.conftest import Cast, Organisation
from tests.feedback.rows import problem


def workday_after(day: date) -> date:
    CalendarYear.objects.get_or_create(year=2027)
    coming = day + timedelta(days=1)
    while not is_workday(coming):
        coming += timedelta(days=1)
    return coming


def test_limits_are_those_of_the_nearest_unit_that_sets_them(organisation: Organisation) -> None:
    house = house_limits()
    assert (house.look, house.promise, house.implement) == (5, 15, 60)
    UnitLimits.objects.create(unit=organisation.county, look=3, implement=90)
    UnitLimits.objects.create(unit=organisation.town, look=1)
    found = limits_of({organisation.county.pk, organisation.village.pk, organisation.bureau.pk})
    assert found == {
        organisation.county.pk: Limits(3, 15, 90),
        organisation.bureau.pk: Limits(3, 15, 90),
        organisation.village.pk: Limits(1, 15, 90),
    }


def test_limits_are_set_within_bounds_by_who_leads_and_go_into_the_trail(
    cast: Cast, organisation: Organisation
) -> None:
    set_limits(unit=organisation.town, look=2, promise=None, implement=30, actor=cast.leader)
    assert UnitLimits.objects.values_list("unit", "look", "promise", "implement").get() == (
        organisation.town.pk, 2, None, 30,
    )  # fmt: skip
    entry = AuditEntry.objects.get(act="limits.set")
    assert entry.detail == {"look": 2, "promise": None, "implement": 30}
    with pytest.raises(ValidationError) as caught:
        set_limits(unit=organisation.town, look=21, promise=0, implement=251, actor=cast.leader)
    assert sorted(caught.value.message_dict) == ["implement", "look", "promise"]
    with pytest.raises(PermissionDenied):
        set_limits(unit=organisation.town, look=2, promise=2, implement=2, actor=cast.handler)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitLimits.objects.create(unit=organisation.bureau, look=21)


def test_a_promise_reaches_no_further_than_the_limit(cast: Cast, organisation: Organisation) -> None:
    CalendarYear.objects.create(year=2027)
    UnitLimits.objects.create(unit=organisation.county, implement=1)
    row, today = problem(organisation.county, state="assigned"), timezone.localdate()
    first = workday_after(today)
    fields: dict[str, Any] = {"problem": row, "kind": "RM01", "what": "取消。", "owner_unit": organisation.county}
    with pytest.raises(ValidationError) as caught:
        promise_remedy(due_on=workday_after(first), actor=cast.leader, **fields)
    assert first.isoformat() in caught.value.message_dict["due_on"][0]
    assert promise_remedy(due_on=first, actor=cast.leader, **fields).due_on == first


def test_limits_page_keeps_what_was_typed_and_says_what_is_wrong(cast: Cast, organisation: Organisation) -> None:
    client = Client()
    client.force_login(cast.leader)
    answer = client.post(reverse("limits"), {"unit": organisation.town.pk, "look": "99"})
    assert (answer.status_code, 'value="99"' in answer.content.decode()) == (422, True)
    assert answer.context["form"].errors == {"look": ["请填写1至20个工作日。"]}
    answer = client.post(reverse("limits"), {"unit": organisation.town.pk, "look": "3"})
    assert answer.status_code == 302
    assert UnitLimits.objects.get().look == 3
    answer = client.post(reverse("limits"), {"unit": "x", "look": "3"})
    assert (answer.status_code, answer.context["chooser"].errors.keys()) == (422, {"unit"})


def test_limits_page_shows_what_a_unit_has_before_it_is_changed(cast: Cast, organisation: Organisation) -> None:
    UnitLimits.objects.create(unit=organisation.county, promise=20)
    UnitLimits.objects.create(unit=organisation.town, look=3, implement=30)
    client = Client()
    client.force_login(cast.leader)
    page = client.get(reverse("limits")).content.decode()
    assert f'href="/work/limits/?unit={organisation.town.pk}"' in page
    assert 'name="look"' not in page
    form = client.get(reverse("limits"), {"unit": organisation.town.pk}).context["form"]
    assert [field.value() for field in form] == [3, None, 30]
    assert [int(re.sub(r"\D", "", str(field.help_text))) for field in form] == [5, 20, 60]
    assert client.get(reverse("limits"), {"unit": "x"}).context["form"] is None
