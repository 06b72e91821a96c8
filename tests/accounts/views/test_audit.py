"""The page of the trail."""

from django.test import Client
from django.urls import reverse

from accounts.audit import head, record
from accounts.models import AuditEntry
from tests.conftest import Cast
from tests.guards import lowered_guards


def test_trail_shows_the_latest_first_and_pages(client: Client, cast: Cast) -> None:
    for number in range(31):
        record(actor=cast.system_admin, act="unit.create", subject=f"unit:{number}")
    client.force_login(cast.audit_admin)
    answer = client.get(reverse("audit"))
    assert [entry.number for entry in answer.context["page"]] == list(range(31, 1, -1))
    assert [entry.number for entry in client.get(reverse("audit"), {"page": 2}).context["page"]] == [1]


def test_trail_says_that_it_is_whole_and_gives_its_head(client: Client, cast: Cast) -> None:
    record(actor=cast.system_admin, act="unit.create", subject="unit:1", detail={"name": "<b>镇</b>"})
    client.force_login(cast.audit_admin)
    page = client.get(reverse("audit"))
    assert page.context["broken"] is None
    assert head() in page.content.decode()
    assert "name=&lt;b&gt;镇" in page.content.decode()


def test_trail_says_where_it_is_broken(client: Client, cast: Cast) -> None:
    for number in range(3):
        record(actor=cast.system_admin, act="unit.create", subject=f"unit:{number}")
    with lowered_guards():
        AuditEntry.objects.filter(number=2).update(actor="somebody")
    client.force_login(cast.audit_admin)
    assert client.get(reverse("audit")).context["broken"] == 2


def test_acts_without_a_name_are_shown_as_they_are(client: Client, cast: Cast) -> None:
    record(actor=cast.system_admin, act="moon.land", subject="moon:1")
    client.force_login(cast.audit_admin)
    assert "<strong>moon.land</strong>" in client.get(reverse("audit")).content.decode()
