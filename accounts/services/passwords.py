"""Passwords: drawn once, shown once, changed by their owner; never stored or recorded in the clear."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import audit
from accounts.models import User
from accounts.permissions import check_administer

# Without look-alikes (0 o, 1 i l), since a one-time password is often read out or copied by hand.
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 16


def one_time_password() -> str:
    """Return 16 random readable characters, about 79 bits."""
    return "".join(secrets.choice(_READABLE) for _ in range(LENGTH))


def give_one_time_password(user: User) -> str:
    """Set a new one-time password on `user` without saving the row, and return it."""
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    return password


@transaction.atomic
def reset_password(*, actor: User, user: User) -> str:
    """Give `user` a new one-time password, which ends the user's sessions, and return it.

    Raises:
        PermissionDenied: `actor` may not manage users, or is the user: an own password is changed, not reset.
    """
    check_administer(actor, "user.manage")
    if actor.pk == user.pk:
        raise PermissionDenied
    password = give_one_time_password(user)
    user.save(update_fields=["password", "must_change_password"])
    audit.record(actor=actor, act="user.reset_password", subject=f"user:{user.pk}")
    return password


@transaction.atomic
def recover_password(*, username: str) -> str:
    """Give the user of that name a new one-time password and return it; for whoever runs the machine, never for a page.

    Raises:
        User.DoesNotExist: no active user of that name.
    """
    user = User.objects.get(username=username, is_active=True)
    password = give_one_time_password(user)
    user.save(update_fields=["password", "must_change_password"])
    audit.record(actor=None, act="user.recover_password", subject=f"user:{user.pk}")
    return password


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Set the password that `user` chose; from then on nothing has to be changed any more."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    audit.record(actor=user, act="user.change_password", subject=f"user:{user.pk}")
