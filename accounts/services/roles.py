"""Roles at units, granted and revoked by the security administrator; never to oneself, never to an administrator."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Membership, Unit, User
from accounts.permissions import APART, check_administer


def _check_grant(actor: User, user: User) -> None:
    check_administer(actor, "role.grant")
    if actor.pk == user.pk:
        raise PermissionDenied


@transaction.atomic
def grant_role(*, actor: User, user: User, unit: Unit, role: str) -> Membership:
    """Give `user` a role at `unit` and return the membership.

    Raises:
        PermissionDenied: `actor` may not grant roles, or is the user.
        ValidationError: the user is an administrator or inactive, holds the role already or one that excludes it, or
            the role does not exist.
    """
    _check_grant(actor, user)
    if user.admin_role:
        raise ValidationError(_("An administrator holds no other role."))
    if not user.is_active:
        raise ValidationError(_("This account is closed."))
    if any(role in pair and user.memberships.filter(role__in=pair - {role}).exists() for pair in APART):
        raise ValidationError(_("Whoever reads reports must not print tear-off codes, nor the other way round."))
    if Membership.objects.filter(user=user, unit=unit, role=role).exists():
        raise ValidationError(_("This person holds the role at this unit already."))
    membership = Membership(user=user, unit=unit, role=role)
    membership.full_clean()
    membership.save()
    audit.record(
        actor=actor, act="role.grant", subject=f"user:{user.pk}", detail={"unit": unit.pk, "role": role}
    )  # fmt: skip
    return membership


@transaction.atomic
def revoke_role(*, actor: User, user: User, unit: Unit, role: str) -> None:
    """Take a role at `unit` from `user`; does nothing where the user does not hold it.

    Raises:
        PermissionDenied: `actor` may not grant roles, or is the user.
    """
    _check_grant(actor, user)
    deleted, _by_model = Membership.objects.filter(user=user, unit=unit, role=role).delete()
    if deleted:
        facts = {"unit": unit.pk, "role": role}
        audit.record(actor=actor, act="role.revoke", subject=f"user:{user.pk}", detail=facts)
