"""Accounts of staff: who gets one and who loses it; never what anyone may do with it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import AdminRole, User
from accounts.permissions import check_administer
from accounts.services.passwords import give_one_time_password

FIRST_USERNAME = "admin"
# The system administrator names the two others, never one of its own kind.
NAMEABLE = frozenset({"", AdminRole.SECURITY, AdminRole.AUDIT})


def _check_nameable(admin_role: str) -> None:
    if admin_role not in NAMEABLE:
        raise ValidationError({"admin_role": _("Choose the security or the audit administrator.")})


def _add(user: User, *, actor: User | None) -> tuple[User, str]:
    password = give_one_time_password(user)
    return _store(user, actor=actor), password


def _store(user: User, *, actor: User | None) -> User:
    user.full_clean()
    user.save()
    facts = {"username": user.username, "admin_role": user.admin_role}
    audit.record(actor=actor, act="user.create", subject=f"user:{user.pk}", detail=facts)
    return user


@transaction.atomic
def create_first_administrator() -> tuple[User, str] | None:
    """Create the system administrator of a fresh installation.

    Returns:
        the user and the one-time password, or None where any user exists already.
    """
    if User.objects.exists():
        return None
    user = User(username=FIRST_USERNAME, name=_("System administrator"), admin_role=AdminRole.SYSTEM)
    return _add(user, actor=None)


@transaction.atomic
def create_user(*, actor: User, username: str, name: str, admin_role: str = "") -> tuple[User, str]:
    """Create an account.

    Args:
        actor: a system administrator.
        username: what the person types to sign in; stored in lower case.
        name: the person's name as others see it.
        admin_role: empty, or the security or the audit administrator.

    Returns:
        the user and a one-time password that must be changed at the first sign-in.

    Raises:
        PermissionDenied: `actor` may not manage users.
        ValidationError: by field: a name is missing, taken or malformed, or the administrator's role cannot be given.
    """
    check_administer(actor, "user.manage")
    _check_nameable(admin_role)
    return _add(User(username=username.strip().lower(), name=name.strip(), admin_role=admin_role), actor=actor)


@transaction.atomic
def import_user(*, actor: User, username: str, name: str, password_hash: str, admin_role: str = "") -> User:
    """Create an account whose password was hashed before, and return it; otherwise as `create_user`.

    Args:
        actor: a system administrator.
        username: what the person types to sign in.
        name: the person's name as others see it.
        password_hash: as made by Django's `make_password`; it does not have to be changed.
        admin_role: empty, or the security or the audit administrator.

    Raises:
        PermissionDenied: `actor` may not manage users.
        ValidationError: by field, as for `create_user`.
    """
    check_administer(actor, "user.manage")
    _check_nameable(admin_role)
    user = User(username=username, name=name, admin_role=admin_role, password=password_hash)
    return _store(user, actor=actor)


@transaction.atomic
def set_email(*, actor: User, user: User, email: str) -> None:
    """Set where a user gets digests by e-mail; "" for nowhere.

    Raises:
        PermissionDenied: `actor` may not manage users.
        ValidationError: it is no address.
    """
    check_administer(actor, "user.manage")
    user.email = email.strip()
    if user.email:
        validate_email(user.email)
    user.save(update_fields=["email"])
    audit.record(actor=actor, act="user.email", subject=f"user:{user.pk}")


def _set_active(user: User, *, actor: User, active: bool, act: str) -> None:
    check_administer(actor, "user.manage")
    if actor.pk == user.pk:
        raise PermissionDenied
    if User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active):
        audit.record(actor=actor, act=act, subject=f"user:{user.pk}")
    user.is_active = active


@transaction.atomic
def deactivate_user(*, actor: User, user: User) -> None:
    """Close an account; its sessions end, its roles count for nothing, its past acts stay in the trail.

    Raises:
        PermissionDenied: `actor` may not manage users, or is the user.
    """
    _set_active(user, actor=actor, active=False, act="user.deactivate")


@transaction.atomic
def reactivate_user(*, actor: User, user: User) -> None:
    """Open a closed account again, with the roles it had.

    Raises:
        PermissionDenied: `actor` may not manage users, or is the user.
    """
    _set_active(user, actor=actor, active=True, act="user.reactivate")
