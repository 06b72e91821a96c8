"""The only doors to users, units and the trail for an administrator; owns who gets in, never what is shown."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from tree_queries.query import TreeQuerySet

from accounts.models import AuditEntry, Membership, Unit, User
from accounts.permissions import check_administer


def signed_in(request: HttpRequest) -> User:
    """Return the member of staff behind a request to a page that requires signing in."""
    assert isinstance(request.user, User)  # noqa: S101  # login_required stands before every caller
    return request.user


def get_users_for(user: User) -> QuerySet[User]:
    """Return all users, by name.

    Raises:
        PermissionDenied: `user` is neither system nor security administrator.
    """
    check_administer(user, "user.list")
    return User.objects.order_by("username")


def get_user_for(user: User, user_id: int) -> User:
    """Return one user.

    Raises:
        PermissionDenied: `user` is neither system nor security administrator.
        Http404: there is no such user.
    """
    return get_object_or_404(get_users_for(user), pk=user_id)


def get_units_for(user: User) -> TreeQuerySet:
    """Return all units in the order of the tree, each with its `tree_depth`.

    Raises:
        PermissionDenied: `user` is no system administrator.
    """
    check_administer(user, "unit.manage")
    return Unit.objects.with_tree_fields()


def get_unit_for(user: User, unit_id: int) -> Unit:
    """Return one unit to be edited.

    Raises:
        PermissionDenied: `user` is no system administrator.
        Http404: there is no such unit.
    """
    check_administer(user, "unit.manage")
    return get_object_or_404(Unit, pk=unit_id)


def get_trail_for(user: User) -> QuerySet[AuditEntry]:
    """Return the audit trail, latest first.

    Raises:
        PermissionDenied: `user` is no audit administrator.
    """
    check_administer(user, "audit.read")
    return AuditEntry.objects.order_by("-number")


def get_membership_for(user: User, user_id: int, key: str) -> Membership:
    """Return one role of the user `user_id`, named by its key as a form sends it.

    Raises:
        PermissionDenied: `user` is no security administrator.
        Http404: the user holds no such role.
    """
    check_administer(user, "role.grant")
    if not key.isascii() or not key.isdigit():
        raise Http404
    return get_object_or_404(Membership.objects.select_related("user", "unit"), user=user_id, pk=key)
