"""The pages for users and one user."""

import re

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Role, User
from tests.conftest import Cast, Organisation


def _password_in(page: str) -> str:
    found = re.search(r'id="password">([a-z2-9]{16})<', page)
    assert found
    return found[1]


def test_list_shows_names_roles_and_pages(client: Client, cast: Cast) -> None:
    User.objects.bulk_create(User(username=f"extra{n:02}", name=f"人{n}") for n in range(20))
    client.force_login(cast.security_admin)
    first = client.get(reverse("users")).content.decode()
    assert str(Role.CHAIR.label) in first
    assert "清源县" in first
    assert "extra19" not in first
    last = client.get(reverse("users"), {"page": 99}).content.decode()
    assert "verifier2" in last


def test_list_takes_the_same_queries_for_one_user_and_for_many(client: Client, cast: Cast) -> None:
    client.force_login(cast.security_admin)
    client.get(reverse("users"))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("users"))
        counts.append(len(queries))
        user = User.objects.create_user(f"aa{len(counts)}", name="一")
        Membership.objects.create(user=user, unit=cast.handler.memberships.get().unit, role=Role.LEADER)
    assert counts[0] == counts[1]


def test_new_account_shows_its_password_exactly_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    page = client.post(reverse("users"), {"username": "li.ming", "name": "李明", "admin_role": ""}).content.decode()
    password, user = _password_in(page), User.objects.get(username="li.ming")
    assert user.check_password(password)
    assert page.count(password) == 1
    for name, args in (("users", []), ("user", [user.pk]), ("work", [])):
        assert password not in client.get(reverse(name, args=args)).content.decode()
    assert password not in repr([session.get_decoded() for session in Session.objects.all()])


def test_refused_account_keeps_what_was_typed_and_says_why(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    answer = client.post(reverse("users"), {"username": "handler", "name": "李明", "admin_role": ""})
    assert list(answer.context["form"].errors) == ["username"]
    assert 'value="李明"' in answer.content.decode()
    assert User.objects.filter(name="李明").count() == 0


def test_only_the_system_administrator_creates_closes_and_resets(client: Client, cast: Cast) -> None:
    person = [cast.applicant.pk]
    for actor in (cast.security_admin, cast.audit_admin, cast.leader):
        client.force_login(actor)
        assert client.post(reverse("users"), {"username": "li", "name": "李"}).status_code == 403
        for name in ("user_reset", "user_close", "user_reopen"):
            assert client.post(reverse(name, args=person)).status_code == 403


def test_reset_shows_the_new_password(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    page = client.post(reverse("user_reset", args=[cast.applicant.pk])).content.decode()
    assert User.objects.get(username="applicant").check_password(_password_in(page))


def test_account_is_closed_and_opened_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    for name, active in (("user_close", False), ("user_reopen", True)):
        answer = client.post(reverse(name, args=[cast.applicant.pk]))
        assert answer["Location"] == reverse("user", args=[cast.applicant.pk])
        assert User.objects.get(username="applicant").is_active is active


def test_own_page_offers_nothing_to_do(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    page = client.get(reverse("user", args=[cast.system_admin.pk])).content.decode()
    assert reverse("user_reset", args=[cast.system_admin.pk]) not in page


def test_security_administrator_grants_and_takes_back(client: Client, cast: Cast, organisation: Organisation) -> None:
    client.force_login(cast.security_admin)
    page = reverse("user", args=[cast.applicant.pk])
    answer = client.post(page, {"role": "handler", "unit": organisation.town.pk})
    assert answer["Location"] == page
    membership = Membership.objects.get(user=cast.applicant)
    assert (membership.unit, membership.role) == (organisation.town, "handler")
    assert "柳塘镇" in client.get(page).content.decode()
    client.post(reverse("user_revoke", args=[cast.applicant.pk]), {"membership": membership.pk})
    assert Membership.objects.filter(user=cast.applicant).count() == 0


def test_second_grant_is_refused_with_the_reason(client: Client, cast: Cast, organisation: Organisation) -> None:
    client.force_login(cast.security_admin)
    data = {"role": "handler", "unit": organisation.county.pk}
    answer = client.post(reverse("user", args=[cast.handler.pk]), data)
    assert list(answer.context["form"].errors) == ["__all__"]


def test_revoking_what_is_not_there_is_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.security_admin)
    foreign = cast.leader.memberships.get().pk
    for key in ("", "x", "²", "0", str(foreign)):
        answer = client.post(reverse("user_revoke", args=[cast.handler.pk]), {"membership": key})
        assert answer.status_code == 404


def test_only_the_security_administrator_grants(client: Client, cast: Cast, organisation: Organisation) -> None:
    membership = cast.handler.memberships.get()
    for actor in (cast.system_admin, cast.audit_admin, cast.leader):
        client.force_login(actor)
        data = {"role": "leader", "unit": organisation.county.pk}
        assert client.post(reverse("user", args=[cast.handler.pk]), data).status_code == 403
        url = reverse("user_revoke", args=[cast.handler.pk])
        assert client.post(url, {"membership": membership.pk}).status_code == 403
    assert list(cast.handler.memberships.all()) == [membership]


def test_address_is_kept_or_comes_back_with_its_fault(client: Client, cast: Cast) -> None:
    client.force_login(cast.system_admin)
    address = reverse("user_email", args=[cast.leader.pk])
    wrong = client.post(address, {"email": "fang@"})
    assert (wrong.status_code, 'value="fang@"' in wrong.content.decode()) == (422, True)
    client.post(address, {"email": "fang@qingyuan.example"})
    cast.leader.refresh_from_db()
    assert cast.leader.email == "fang@qingyuan.example"
    assert 'value="fang@qingyuan.example"' in client.get(reverse("user", args=[cast.leader.pk])).content.decode()
