"""One-time passwords, and passwords changed by their owner."""

import re
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts import services
from accounts.models import AuditEntry, User
from tests.conftest import Cast


def _trail() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.values_list("actor", "act", "subject"))


def test_one_time_passwords_are_readable_and_differ() -> None:
    drawn = {services.one_time_password() for _ in range(200)}
    assert len(drawn) == 200
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{16}", password) for password in drawn)


def test_reset_gives_a_password_that_must_be_changed(cast: Cast) -> None:
    password = services.reset_password(actor=cast.system_admin, user=cast.handler)
    stored = User.objects.get(pk=cast.handler.pk)
    assert stored.check_password(password)
    assert stored.must_change_password is True
    assert _trail() == [("sysadmin", "user.reset_password", f"user:{cast.handler.pk}")]
    assert password not in str(list(AuditEntry.objects.values()))


def test_reset_is_for_system_administrators_and_not_for_oneself(cast: Cast) -> None:
    for actor in (cast.security_admin, cast.audit_admin, cast.leader):
        with pytest.raises(PermissionDenied):
            services.reset_password(actor=actor, user=cast.handler)
    with pytest.raises(PermissionDenied):
        services.reset_password(actor=cast.system_admin, user=cast.system_admin)
    assert _trail() == []


def test_change_ends_the_obligation(cast: Cast) -> None:
    services.reset_password(actor=cast.system_admin, user=cast.handler)
    services.change_password(user=cast.handler, password="a-quite-new-one")
    stored = User.objects.get(pk=cast.handler.pk)
    assert stored.check_password("a-quite-new-one")
    assert stored.must_change_password is False
    assert _trail()[1] == ("handler", "user.change_password", f"user:{cast.handler.pk}")


def test_command_recovers_an_account(cast: Cast) -> None:
    out = StringIO()
    call_command("recover_account", "sysadmin", stdout=out)
    stored = User.objects.get(username="sysadmin")
    assert stored.check_password(out.getvalue().strip().removeprefix("One-time password of sysadmin: "))
    assert stored.must_change_password is True
    assert _trail() == [("system", "user.recover_password", f"user:{stored.pk}")]


def test_command_refuses_a_name_that_is_not_there(cast: Cast) -> None:
    with pytest.raises(CommandError, match=r"^There is no active account named nobody\.$"):
        call_command("recover_account", "nobody")
