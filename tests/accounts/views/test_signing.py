"""Signing in and out: it works, it slows guessing down, and it keeps no trace of where anyone sits."""

import pickle
import zlib
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts import services
from accounts.models import User
from tests.conftest import Cast

PASSWORD = "correct-horse-battery"
ADDRESS, AGENT = "203.0.113.77", "Marker-Agent/7.7"
SEAT: dict[str, Any] = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT, "HTTP_X_FORWARDED_FOR": ADDRESS}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def _cached() -> str:
    """Return all keys and values of the cache in memory, unpickled."""
    store = cache._cache  # type: ignore[attr-defined]  # noqa: SLF001  # the whole point is to look inside
    return repr([(key, pickle.loads(value)) for key, value in store.items()])  # noqa: S301


def _stored() -> str:
    """Return every value of every table, and what sessions hold."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows.append((table, cursor.fetchall()))
    return repr(rows) + repr([session.get_decoded() for session in Session.objects.all()])


def _sign_in(client: Client, password: str = PASSWORD, username: str = "handler") -> int:
    answer = client.post(reverse("account_login"), {"login": username, "password": password}, **SEAT)
    return answer.status_code


def test_sign_in_leads_to_the_workplace(client: Client, cast: Cast) -> None:
    answer = client.post(reverse("account_login"), {"login": "handler", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/work/")
    assert client.get("/work/").status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get("/work/").status_code == 302


def test_sign_in_leads_back_to_the_page_asked_for_but_not_elsewhere(client: Client, cast: Cast) -> None:
    data = {"login": "sysadmin", "password": PASSWORD}
    assert client.post(reverse("account_login"), data | {"next": "/work/admin/users/"})["Location"] == (
        "/work/admin/users/"
    )
    client.post(reverse("account_logout"))
    assert client.post(reverse("account_login"), data | {"next": "https://example.org/"})["Location"] == "/work/"


def test_wrong_password_and_unknown_user_look_the_same(client: Client, cast: Cast) -> None:
    answers = [
        client.post(reverse("account_login"), {"login": name, "password": "wrong"}).context["form"].errors
        for name in ("handler", "nobody")
    ]
    assert answers[0] == answers[1] != {}


def test_closed_account_cannot_sign_in_and_its_session_ends(client: Client, cast: Cast) -> None:
    client.force_login(cast.handler)
    services.deactivate_user(actor=cast.system_admin, user=cast.handler)
    assert client.get("/work/").status_code == 302
    answer = client.post(reverse("account_login"), {"login": "handler", "password": PASSWORD})
    assert answer["Location"] == reverse("account_inactive")


def test_guessing_is_stopped_per_name_and_nobody_else_is_shut_out(client: Client, cast: Cast) -> None:
    assert [_sign_in(client, "wrong") for _ in range(6)] == [200] * 6
    assert _sign_in(client) == 200  # even the right password has to wait now
    assert [_sign_in(Client(), username="leader") for _ in range(40)] == [302] * 40


def test_failed_and_good_sign_ins_leave_no_address_and_no_agent(client: Client, cast: Cast) -> None:
    for _ in range(7):
        _sign_in(client, "wrong")
    _sign_in(client, username="leader")
    client.get("/work/", **SEAT)
    cached, stored = _cached(), _stored()
    assert "allauth:rl:allauth.account:login_failed" in cached
    assert "_auth_user_id" in stored
    for marker in (ADDRESS, AGENT):
        assert marker not in cached
        assert marker not in stored
        assert zlib.compress(marker.encode()).hex() not in stored


def test_one_time_password_bars_the_workplace_until_it_is_changed(client: Client, cast: Cast) -> None:
    password = services.reset_password(actor=cast.system_admin, user=cast.handler)
    assert _sign_in(client, password) == 302
    assert client.get("/work/")["Location"] == reverse("account_change_password")
    new = {"oldpassword": password, "password1": "quite-a-new-one", "password2": "quite-a-new-one"}
    answer = client.post(reverse("account_change_password"), new)
    assert (answer.status_code, answer["Location"]) == (302, "/work/")
    assert client.get("/work/").status_code == 200
    assert User.objects.get(username="handler").check_password("quite-a-new-one")


@pytest.mark.parametrize("password", ["short", "password1234", "handler12345"])
def test_weak_passwords_are_refused_beside_the_field(client: Client, cast: Cast, password: str) -> None:
    client.force_login(cast.handler)
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post(reverse("account_change_password"), new)
    assert list(answer.context["form"].errors) == ["password1"]
    assert User.objects.get(username="handler").check_password(PASSWORD)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_set_password"])
def test_nobody_signs_up_and_nothing_is_mailed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
