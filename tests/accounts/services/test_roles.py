"""Roles: granted by one administrator, never to oneself, never to an administrator."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accounts import services
from accounts.models import AdminRole, AuditEntry, Membership, Role, User
from accounts.permissions import may
from tests.conftest import Cast, Organisation


def test_granted_role_counts_and_is_recorded(organisation: Organisation, cast: Cast) -> None:
    services.grant_role(actor=cast.security_admin, user=cast.applicant, unit=organisation.town, role=Role.HANDLER)
    assert may(cast.applicant, "report.read", organisation.town) is True
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act, entry.subject) == ("secadmin", "role.grant", f"user:{cast.applicant.pk}")
    assert entry.detail == {"unit": organisation.town.pk, "role": "handler"}


def test_revoked_role_counts_no_more(organisation: Organisation, cast: Cast) -> None:
    for _ in range(2):
        services.revoke_role(actor=cast.security_admin, user=cast.handler, unit=organisation.county, role=Role.HANDLER)
    assert may(cast.handler, "report.read", organisation.county) is False
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["role.revoke"]


def test_only_security_administrators_grant_and_revoke(organisation: Organisation, cast: Cast) -> None:
    for actor in (cast.system_admin, cast.audit_admin, cast.leader, cast.superior):
        with pytest.raises(PermissionDenied):
            services.grant_role(actor=actor, user=cast.applicant, unit=organisation.town, role=Role.HANDLER)
        with pytest.raises(PermissionDenied):
            services.revoke_role(actor=actor, user=cast.handler, unit=organisation.county, role=Role.HANDLER)


def test_nobody_grants_to_himself(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        services.grant_role(
            actor=cast.security_admin, user=cast.security_admin, unit=organisation.county, role=Role.LEADER
        )


@pytest.mark.parametrize("name", ["system_admin", "audit_admin"])
def test_administrator_gets_no_role(organisation: Organisation, cast: Cast, name: str) -> None:
    with pytest.raises(ValidationError):
        services.grant_role(
            actor=cast.security_admin, user=getattr(cast, name), unit=organisation.county, role=Role.LEADER
        )
    assert AuditEntry.objects.count() == 0


def test_closed_account_a_second_grant_and_an_unknown_role_are_refused(organisation: Organisation, cast: Cast) -> None:
    services.deactivate_user(actor=cast.system_admin, user=cast.outsider)
    for user, role in ((cast.outsider, Role.LEADER), (cast.handler, Role.HANDLER), (cast.leader, "king")):
        with pytest.raises(ValidationError):
            services.grant_role(actor=cast.security_admin, user=user, unit=organisation.county, role=role)


def test_database_itself_refuses_a_role_to_an_administrator(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="an administrator holds no other role"), transaction.atomic():
        Membership.objects.create(user=cast.audit_admin, unit=organisation.county, role=Role.LEADER)
    with pytest.raises(DatabaseError, match="an administrator holds no other role"), transaction.atomic():
        Membership.objects.filter(user=cast.handler).update(user=cast.audit_admin)
    with pytest.raises(DatabaseError, match="an administrator holds no other role"), transaction.atomic():
        User.objects.filter(pk=cast.handler.pk).update(admin_role=AdminRole.AUDIT)
