"""The first rows: a criteria set, one administrator, and the password shown once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AdminRole, Unit, User
from config.management.commands import seed
from feedback import taxonomy
from tolerance.models import CriteriaSet


@pytest.mark.django_db
def test_seed_shows_the_first_password_once() -> None:
    first, second = StringIO(), StringIO()
    call_command("seed", stdout=first)
    call_command("seed", stdout=second)
    user = User.objects.get()
    password = first.getvalue().split("password   ")[1].split()[0]
    assert user.admin_role == AdminRole.SYSTEM
    assert user.check_password(password)
    assert second.getvalue() == ""
    assert CriteriaSet.objects.count() == 1
    assert [(unit.name, unit.receives_reports) for unit in Unit.objects.all()] == [("本单位", True)]


def test_broken_taxonomy_stops_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taxonomy, "CAUSES", {"x": taxonomy.Term("x", "甲", "")})
    with pytest.raises(CommandError, match="not whole"):
        seed.check_taxonomy()
