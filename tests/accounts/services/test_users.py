"""Accounts: the first one, new ones, closed ones."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import services
from accounts.models import AdminRole, AuditEntry, User
from accounts.permissions import may_somewhere
from tests.conftest import Cast


@pytest.mark.django_db
def test_first_administrator_is_made_once() -> None:
    made = services.create_first_administrator()
    assert made is not None
    user, password = made
    assert (user.username, user.admin_role, user.must_change_password) == ("admin", AdminRole.SYSTEM, True)
    assert user.check_password(password)
    assert services.create_first_administrator() is None
    assert User.objects.count() == 1
    assert list(AuditEntry.objects.values_list("actor", "act")) == [("system", "user.create")]


def test_first_administrator_is_not_made_beside_others(cast: Cast) -> None:
    assert services.create_first_administrator() is None


def test_new_account_has_a_one_time_password(cast: Cast) -> None:
    user, password = services.create_user(actor=cast.system_admin, username=" Li.Ming ", name=" 李明 ")
    stored = User.objects.get(username="li.ming")
    assert (stored.name, stored.admin_role, stored.must_change_password) == ("李明", "", True)
    assert stored.check_password(password)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.subject) == ("sysadmin", "user.create", f"user:{user.pk}")
    assert entry.detail == {"username": "li.ming", "admin_role": ""}


@pytest.mark.parametrize("admin_role", [AdminRole.SECURITY, AdminRole.AUDIT])
def test_system_administrator_names_the_two_others(cast: Cast, admin_role: AdminRole) -> None:
    user, _password = services.create_user(
        actor=cast.system_admin, username="third", name="第三人", admin_role=admin_role
    )
    assert user.admin_role == admin_role


@pytest.mark.parametrize("admin_role", [AdminRole.SYSTEM, "king"])
def test_no_other_administrator_can_be_named(cast: Cast, admin_role: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.create_user(actor=cast.system_admin, username="third", name="第三人", admin_role=admin_role)
    assert list(refusal.value.message_dict) == ["admin_role"]


@pytest.mark.parametrize(
    ("username", "name", "field"),
    [
        ("", "李明", "username"),
        ("李明", "李明", "username"),
        ("li ming", "李明", "username"),
        ("-li", "李明", "username"),
        ("HANDLER", "李明", "username"),
        ("l" * 61, "李明", "username"),
        ("li", " ", "name"),
    ],
)
def test_refusals_name_their_field(cast: Cast, username: str, name: str, field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.create_user(actor=cast.system_admin, username=username, name=name)
    assert list(refusal.value.message_dict) == [field]


def test_only_system_administrators_make_and_close_accounts(cast: Cast) -> None:
    for actor in (cast.security_admin, cast.audit_admin, cast.leader, cast.handler):
        with pytest.raises(PermissionDenied):
            services.create_user(actor=actor, username="li", name="李")
        with pytest.raises(PermissionDenied):
            services.deactivate_user(actor=actor, user=cast.outsider)
        with pytest.raises(PermissionDenied):
            services.reactivate_user(actor=actor, user=cast.outsider)
    with pytest.raises(PermissionDenied):
        services.deactivate_user(actor=cast.system_admin, user=cast.system_admin)


def test_closed_account_holds_no_right_until_it_is_open_again(cast: Cast) -> None:
    services.deactivate_user(actor=cast.system_admin, user=cast.handler)
    services.deactivate_user(actor=cast.system_admin, user=cast.handler)
    assert may_somewhere(User.objects.get(pk=cast.handler.pk), "report.read") is False
    services.reactivate_user(actor=cast.system_admin, user=cast.handler)
    assert may_somewhere(User.objects.get(pk=cast.handler.pk), "report.read") is True
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["user.deactivate", "user.reactivate"]


def test_imported_account_keeps_the_password_it_had(cast: Cast) -> None:
    facts = {"username": "old.hand", "name": "老同事", "password_hash": make_password("known-for-years")}
    user = services.import_user(actor=cast.system_admin, **facts)
    assert user.check_password("known-for-years")
    assert user.must_change_password is False
    with pytest.raises(PermissionDenied):
        services.import_user(actor=cast.security_admin, **facts)
    with pytest.raises(ValidationError):
        services.import_user(actor=cast.system_admin, **(facts | {"username": "other", "admin_role": "system"}))


def test_address_for_digests_is_set_by_the_system_administrator_alone(cast: Cast) -> None:
    services.set_email(actor=cast.system_admin, user=cast.leader, email=" fang@qingyuan.example ")
    cast.leader.refresh_from_db()
    assert cast.leader.email == "fang@qingyuan.example"
    assert AuditEntry.objects.get().act == "user.email"
    for actor in (cast.security_admin, cast.audit_admin, cast.leader, cast.superior):
        with pytest.raises(PermissionDenied):
            services.set_email(actor=actor, user=cast.leader, email="other@qingyuan.example")
    with pytest.raises(ValidationError):
        services.set_email(actor=cast.system_admin, user=cast.leader, email="fang")
